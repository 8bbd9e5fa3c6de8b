import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ClientError } from '../errors/client-error.js';
import { bodyText } from './body-text.js';
import type { Carrier, Dispatch, RequestHead } from './carrier.js';
import type { HttpAnswer } from './http-answer.js';
import { RouterResponse } from './router-response.js';

/** Answers requests that `node:http` has read. */
export function nodeListener(dispatch: Dispatch): RequestListener {
  return (request, response) => {
    // A server's requests have a method and a URL; those of a client, which have the same class, have not.
    dispatch(new NodeCarrier(request as ServerRequest, response));
  };
}

type ServerRequest = IncomingMessage & RequestHead;

/** A request that `node:http` has read. */
class NodeCarrier implements Carrier {
  constructor(
    readonly request: ServerRequest,
    private readonly response: ServerResponse,
  ) {}

  get isGone(): boolean {
    return this.response.destroyed;
  }

  get isAnswered(): boolean {
    return this.response.writableEnded;
  }

  get status(): number {
    return this.response.statusCode;
  }

  onClose(listener: () => void): void {
    this.response.on('close', listener);
  }

  readBody(limit: number, take: (text: string) => void, refuse: (error: ClientError) => void): void {
    const { request } = this;
    // What is refused is still read and thrown away, by `node:http`, so that the client can read the answer.
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      refuse(new ClientError('PAYLOAD_TOO_LARGE'));
      return;
    }
    let first: Buffer | undefined;
    let others: Buffer[] | undefined;
    let size = 0;
    let refused = false;

    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (refused) return;
      if (size > limit) {
        refused = true;
        first = others = undefined;
        refuse(new ClientError('PAYLOAD_TOO_LARGE'));
      } else if (first === undefined) first = chunk;
      else (others ??= [first]).push(chunk);
    });
    request.on('end', () => {
      if (refused) return;
      const body = others === undefined ? first : Buffer.concat(others, size);
      if (body === undefined) take('');
      else bodyText(body, take, refuse);
    });
    // Its client has left, which the response's close tells as well; without a listener the error would end the process.
    request.on('error', () => undefined);
  }

  send({ status, headers, standing, body }: HttpAnswer): void {
    const { response } = this;
    const stands = response instanceof RouterResponse && response.stand(standing);
    response.writeHead(status, stands ? (headers as string[]) : headers.concat(standing.list));
    response.end(body);
  }
}
