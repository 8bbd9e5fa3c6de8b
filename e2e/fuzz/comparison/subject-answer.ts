import type { GraphQLFormattedError } from 'graphql';
import { parseLosslessly } from '../canonical-json.js';
import { memberText, normalJsonText } from './json-text.js';

/** An engine's answer, read from its text. */
export interface SubjectAnswer {
  readonly text: string;
  /** Normalised text of `data`; `undefined` when there is none. */
  readonly dataText: string | undefined;
  /** The value of `data`; numbers that a double would change are raw. */
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

/** @throws {SyntaxError} Thrown when the text is not JSON. */
export function readSubjectAnswer(text: string): SubjectAnswer {
  const answer = JSON.parse(text) as { readonly errors?: readonly GraphQLFormattedError[] };
  const data = memberText(text, 'data');
  return {
    text,
    dataText: data === undefined ? undefined : normalJsonText(data),
    data: data === undefined ? undefined : parseLosslessly(data),
    errors: answer.errors ?? [],
  };
}
