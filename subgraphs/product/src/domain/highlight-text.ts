import type { SearchWord } from './search-words.js';
import { searchWords } from './search-words.js';
import { isFoundBy } from './word-likeness.js';

/** UTF-16 code units of a text that are shown; longer ones are cut around what was found. */
const LONGEST = 240;
/** Of these, how many are shown before what was found first. */
const BEFORE = 60;

export interface HighlightedText {
  readonly text: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/** The text, or the part of it around what was found, and where the words stand that the typed ones find; null if none. */
export function highlightText(text: string, typed: readonly SearchWord[]): HighlightedText | null {
  const words = searchWords(text);
  const found = words.filter((word) => typed.some((each) => isFoundBy(each, word)));
  const [first] = found;
  if (first === undefined) return null;
  const { start, end } = text.length <= LONGEST ? { start: 0, end: text.length } : cut(words, first);
  const ranges = found
    .filter((word) => word.start >= start && word.end <= end)
    .map((word) => ({ start: word.start - start, end: word.end - start }));
  return { text: text.slice(start, end), ranges };
}

/** From the beginning of a word to the end of one, so that nothing is torn. The first word found is always in it. */
function cut(
  words: readonly SearchWord[],
  first: SearchWord,
): { readonly start: number; readonly end: number } {
  const { start } = words.find((word) => word.start >= first.start - BEFORE) ?? first;
  const { end } = words.findLast((word) => word.end <= start + LONGEST) ?? first;
  return { start, end: Math.max(end, first.end) };
}
