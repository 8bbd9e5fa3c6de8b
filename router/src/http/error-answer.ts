import type { FastifyError } from 'fastify';
import { ClientError } from '../errors/client-error.js';

/** An answer that holds nothing but an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes a refusal as a GraphQL response: clients parse one form of answer, whatever went wrong. */
export function errorAnswer(error: ClientError): ErrorAnswer {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...error.headers,
    },
    body: `${JSON.stringify({ errors: [error.toGraphQL()] })}\n`,
  };
}

/** What a thrown value means to the client. Everything unknown is internal, and keeps its text to itself. */
export function toClientError(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ClientError('PAYLOAD_TOO_LARGE', { cause: error });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ClientError('UNSUPPORTED_MEDIA_TYPE', { cause: error });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new ClientError('BAD_REQUEST', { message: 'The request body is empty.', cause: error });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new ClientError('BAD_REQUEST', { message: 'The request body is not valid JSON.', cause: error });
    case undefined:
    default:
      // Fastify's other refusals: a bad content length, a path that does not decode.
      return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
        ? new ClientError('BAD_REQUEST', { cause: error })
        : new ClientError('INTERNAL_SERVER_ERROR', { cause: error });
  }
}
