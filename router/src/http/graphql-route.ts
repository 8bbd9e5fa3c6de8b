import type { IncomingHttpHeaders } from 'node:http';
import { ClientError } from '../errors/client-error.js';
import { WaitingClient } from '../pipeline/audience.js';
import type { AnswerMediaType } from '../pipeline/compose-answer.js';
import type { HandleOperation } from '../pipeline/handle-operation.js';
import type { ClientAddress } from './client-address.js';
import type { Exchange } from './exchange.js';
import { LentMemory } from './lent-memory.js';
import { negotiateMediaType } from './negotiate-media-type.js';
import { preventCsrf } from './prevent-csrf.js';
import { readBody } from './read-body.js';
import type { Route } from './route.js';

export const GRAPHQL_PATH = '/graphql';
/** Each persisted document has a path of its own, `/graphql/<id>`. */
export const PERSISTED_DOCUMENT_PATH = '/graphql/*';
export const GRAPHQL_METHODS = ['GET', 'POST'] as const;

export interface GraphqlRouteOptions {
  readonly handleOperation: HandleOperation;
  readonly clientAddress: ClientAddress;
  /** Bytes that a request body may have. */
  readonly bodyLimit: number;
}

/** Takes operations at `/graphql`, as GraphQL over HTTP describes (https://graphql.github.io/graphql-over-http/draft/). */
export function createGraphqlRoute({
  handleOperation,
  clientAddress,
  bodyLimit,
}: GraphqlRouteOptions): Route {
  const memory = new LentMemory();

  function answer(
    exchange: Exchange,
    method: 'GET' | 'POST',
    mediaType: AnswerMediaType,
    text: string,
  ): void {
    const { request, response } = exchange;
    const client = new WaitingClient();
    let lent: Buffer | undefined;
    response.on('close', () => {
      if (!response.writableEnded) client.leave();
      // Not before: until then the kernel may still have to read it.
      if (lent !== undefined) memory.giveBack(lent);
    });
    const operation = {
      method,
      headers: request.headers,
      text,
      mediaType,
      pathId: readPathId(request.url ?? ''),
      requestId: exchange.requestId,
      clientAddress: clientAddress(request),
      client,
      responseHeaders: exchange.head,
    };
    handleOperation(operation).then(
      (sent) => {
        lent = exchange.sendAnswer(sent, memory);
      },
      (error: unknown) => {
        exchange.refuse(error);
      },
    );
  }

  return {
    methods: GRAPHQL_METHODS,
    handle(exchange) {
      const { headers, method } = exchange.request;
      const mediaType = negotiateMediaType(headers.accept);
      if (mediaType === null) throw new ClientError('NOT_ACCEPTABLE');
      if (method === 'GET') {
        if (headers['content-type'] !== undefined) requireJson(headers);
        preventCsrf(headers);
        answer(exchange, 'GET', mediaType, exchange.search);
        return;
      }
      requireJson(headers);
      readBody(
        exchange.request,
        bodyLimit,
        (text) => {
          answer(exchange, 'POST', mediaType, text);
        },
        (error) => {
          exchange.refuse(error);
        },
      );
    },
  };
}

/** @throws {ClientError} Thrown with `NOT_FOUND` when what stands after `/graphql/` cannot be an id. */
function readPathId(url: string): string | undefined {
  if (!url.startsWith(`${GRAPHQL_PATH}/`)) return undefined;
  const end = url.indexOf('?');
  const id = url.slice(GRAPHQL_PATH.length + 1, end === -1 ? undefined : end).replace(/%3A/gi, ':');
  if (DOCUMENT_ID.test(id)) return id;
  throw new ClientError('NOT_FOUND');
}

/** https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md */
const DOCUMENT_ID = /^[\w.~:-]+$/;

const JSON_TYPE = 'application/json';

/** @throws {ClientError} Thrown when a body is not JSON in UTF-8, or is compressed. */
function requireJson(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ClientError('UNSUPPORTED_MEDIA_TYPE', {
      message: 'Send the body without compression.',
      headers: { 'accept-encoding': 'identity' },
    });
  }
  const type = headers['content-type'];
  if (type !== JSON_TYPE && !isJson(type ?? '')) throw new ClientError('UNSUPPORTED_MEDIA_TYPE');
}

function isJson(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return type === JSON_TYPE && (charset === undefined || /^charset="?utf-?8"?$/.test(charset));
}
