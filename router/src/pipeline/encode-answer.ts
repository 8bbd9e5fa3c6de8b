import type { ExecutionAnswer } from '../engine/engine.js';
import { encodeText } from './encode-text.js';
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
  const body = encodeBody(answer);
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
function encodeBody({ data, errors }: ExecutionAnswer): Buffer {
  if (errors.length === 0) return encodeText('{"data":', data ?? 'null', '}');
  const start = `{"errors":${JSON.stringify(errors)}`;
  return data === undefined ? encodeText(start, '', '}') : encodeText(`${start},"data":`, data, '}');
}
