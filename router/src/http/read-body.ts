import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { ClientError } from '../errors/client-error.js';

/**
 * Reads a request's body as text. Callbacks, since a body nearly always comes in one chunk, and a promise around it costs
 * as much as reading it.
 *
 * @param limit Bytes that it may have.
 * @param refuse Called with the reason when the body is too large or is no UTF-8. Not called when the client has left.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  take: (text: string) => void,
  refuse: (error: ClientError) => void,
): void {
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
    else if (isUtf8(body)) take(body.toString());
    else refuse(new ClientError('BAD_REQUEST', { message: 'The request body is not valid UTF-8.' }));
  });
  // Its client has left, which the response's close tells as well; without a listener the error would end the process.
  request.on('error', () => undefined);
}
