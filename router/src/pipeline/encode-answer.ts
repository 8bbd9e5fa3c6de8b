import type { ExecutionAnswer } from '../engine/engine.js';
import { answerStatus } from './respond-with-status.js';

/** The media types of answers (https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types). */
export type AnswerMediaType = 'application/json' | 'application/graphql-response+json';

/** An answer as it goes over the wire, ready to be sent to any number of clients. */
export interface EncodedAnswer {
  readonly status: number;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Puts an answer together and encodes it, once. */
export function encodeAnswer(answer: ExecutionAnswer, mediaType: AnswerMediaType): EncodedAnswer {
  const { status, retryAfter } = answerStatus(answer);
  const body = Buffer.from(answerText(answer));
  const headers = [
    'content-type',
    `${mediaType}; charset=utf-8`,
    'content-length',
    String(body.length),
    // Answers depend on who asks; no cache on the way may keep one.
    'cache-control',
    'no-store',
  ];
  if (retryAfter !== undefined) headers.push('retry-after', String(retryAfter));
  return { status, headers, body };
}

/** Errors come first: clients that read as text arrives learn early that something is missing. */
function answerText({ data, errors }: ExecutionAnswer): string {
  if (errors.length === 0) return `{"data":${data ?? 'null'}}`;
  const text = JSON.stringify(errors);
  return data === undefined ? `{"errors":${text}}` : `{"errors":${text},"data":${data}}`;
}
