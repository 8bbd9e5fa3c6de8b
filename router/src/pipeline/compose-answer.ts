import type { ExecutionAnswer } from '../engine/engine.js';
import { Answer } from './answer.js';
import type { Audience } from './audience.js';
import type { TextParts } from './encode-text.js';
import { answerStatus } from './respond-with-status.js';

/** The media types of answers (https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types). */
export type AnswerMediaType = 'application/json' | 'application/graphql-response+json';

/**
 * Says how an answer is sent.
 * @param audience Who waits for it; `undefined` when it was made for one client.
 * @param subgraphHeaders Those of subgraphs that go into it, names and values in turn.
 */
export function composeAnswer(
  answer: ExecutionAnswer,
  mediaType: AnswerMediaType,
  audience?: Audience,
  subgraphHeaders: readonly string[] = [],
): Answer {
  const { status, retryAfter } = answerStatus(answer);
  const headers = ['content-type', `${mediaType}; charset=utf-8`, ...subgraphHeaders];
  // Answers depend on who asks; no cache on the way may keep one, unless a rule says so.
  if (!subgraphHeaders.includes('cache-control')) headers.push('cache-control', 'no-store');
  const text = composeText(answer);
  // Promises that are old by now hold the answer, and would make the text old: it would be copied until it is cleared away.
  answer.data = undefined;
  if (answer.headers !== undefined) headers.push(...answer.headers);
  if (retryAfter !== undefined) headers.push('retry-after', String(retryAfter));
  return new Answer(status, headers, text, audience);
}

/** Errors come first: clients that read as text arrives learn early that something is missing. */
function composeText({ data, errors, extensions }: ExecutionAnswer): TextParts {
  const end = extensions === undefined ? '}' : `,"extensions":${JSON.stringify(extensions)}}`;
  if (errors.length === 0) return { start: '{"data":', text: data ?? 'null', end };
  const start = `{"errors":${JSON.stringify(errors)}`;
  return data === undefined ? { start, text: '', end } : { start: `${start},"data":`, text: data, end };
}
