import type { SearchWord } from './search-words.js';
import { searchWords } from './search-words.js';

/** Words after these say little and cost a look-up each. */
const MOST_WORDS = 8;

/** What people type between the words that they mean. */
const EMPTY_WORDS = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);

/** The words that a customer means, each once; empty words count only where there are no others. */
export function typedWords(query: string): readonly SearchWord[] {
  const words = new Map<string, SearchWord>();
  for (const word of searchWords(query))
    if (word.word !== '' && !words.has(word.stem)) words.set(word.stem, word);
  const meant = [...words.values()].filter(({ word }) => !EMPTY_WORDS.has(word));
  return (meant.length === 0 ? [...words.values()] : meant).slice(0, MOST_WORDS);
}
