import { quotedLexeme } from '../search-vectors.js';
import { likest, type QueryWord } from './query-word.js';

// Texts of `tsquery`s. They are parameters, never a part of a statement, and each lexeme is quoted.

/** Documents in which a word is found: it, its family, what it begins, or what it may be meant to be. */
export function anyForm(word: QueryWord): string {
  const { typed, unfinished, like } = word;
  return oneOf([
    quotedLexeme(typed.stem),
    ...(unfinished ? [beginning(typed.word)] : []),
    ...like.map(({ stem }) => quotedLexeme(stem)),
  ]);
}

/** Documents in which a word is found as it is meant: what was typed, or the likest words when there is no such word. */
export function meantForm(word: QueryWord): string {
  const { typed, known, unfinished } = word;
  if (!known) return oneOf(likest(word).map(({ stem }) => quotedLexeme(stem)));
  return oneOf([quotedLexeme(typed.stem), ...(unfinished ? [beginning(typed.word)] : [])]);
}

/** Documents in which words of a name begin with this. */
export function nameBeginning(word: string): string {
  return `${quotedLexeme(word)}:*A`;
}

export function allOf(queries: readonly string[]): string {
  return queries.join(' & ');
}

export function oneOf(queries: readonly string[]): string {
  return `(${queries.join(' | ')})`;
}

function beginning(word: string): string {
  return `${quotedLexeme(word)}:*`;
}
