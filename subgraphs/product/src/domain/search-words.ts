import { stemmer } from 'stemmer';

/** A word of a text, as search compares it. */
export interface SearchWord {
  /** In lower case, without accents. */
  readonly word: string;
  /** What words of one family have in common: "chairs" and "chair", "binding" and "binds". */
  readonly stem: string;
  /** Where the word stands in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a text. Both sides of search, and both ends of a comparison, take a text apart by this, whichever database
 * holds it.
 */
export function searchWords(text: string): readonly SearchWord[] {
  return Array.from(text.matchAll(WORD), ({ 0: found, index }) => {
    const word = fold(found);
    return { word, stem: stemOf(word), start: index, end: index + found.length };
  });
}

/** Letters with their marks, and digits. An apostrophe belongs to the word, as in "children's". */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)*/gu;
const LATIN = /^[a-z]+$/;

function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase();
}

/** Numbers, model names such as "x2000" and words of other scripts have no stem but themselves. */
function stemOf(word: string): string {
  return LATIN.test(word) ? stemmer(word) : word;
}
