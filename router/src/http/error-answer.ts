import { ClientError } from '../errors/client-error.js';
import type { AnswerMediaType } from '../pipeline/compose-answer.js';

/** An answer that holds nothing but an error. */
export interface ErrorAnswer {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Writes a refusal as a GraphQL response: clients parse one form of answer, whatever went wrong. */
export function errorAnswer(error: ClientError, mediaType: AnswerMediaType): ErrorAnswer {
  return {
    status: error.status,
    headers: Object.entries({
      'content-type': `${mediaType}; charset=utf-8`,
      'cache-control': 'no-store',
      ...error.headers,
    }).flat(),
    body: JSON.stringify({ errors: [error.toGraphQL()] }),
  };
}

/** What a thrown value means to the client. Everything unknown is internal, and keeps its text to itself. */
export function toClientError(error: unknown): ClientError {
  return error instanceof ClientError ? error : new ClientError('INTERNAL_SERVER_ERROR', { cause: error });
}
