import type { SearchDocument } from '../domain/search-document.js';
import { searchWords } from '../domain/search-words.js';
import { isSpelt } from '../domain/spelling-variants.js';

/** The rule by which texts are taken apart; documents of another one are written anew when the service starts. */
export const TEXTS_VERSION = 1;

/** The texts of a document as PostgreSQL finds and ranks them. */
export interface SearchVectors {
  /** A `tsvector`: words and stems with their places and fields. */
  readonly title: string;
  /** A `tsvector`: those of `title`, and of the description, without places. */
  readonly words: string;
  /** The distinct words that can be misspelt, with their stems. */
  readonly vocabulary: ReadonlyMap<string, string>;
}

/** Where the words of each field begin: far enough from one another that no two fields seem to be one phrase. */
const PLACES = { name: 1, category: 2_000, specification: 6_000, sku: 16_000 } as const;
const LAST_PLACE = 16_383;

/** The word that stands for a whole article number. No word of a text has such a character. */
export function skuLexeme(sku: string): string {
  return `sku=${sku.trim().toLowerCase()}`;
}

/** A lexeme as the text forms of `tsvector` and `tsquery` take it, whatever it holds. */
export function quotedLexeme(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

export function searchVectors(
  document: Pick<SearchDocument, 'sku' | 'name' | 'description' | 'categories' | 'specifications'>,
): SearchVectors {
  const title = new Map<string, Set<string>>();
  const vocabulary = new Map<string, string>();
  const add = (lexeme: string, place: number, weight: 'A' | 'B' | 'C') => {
    const places = title.get(lexeme) ?? new Set();
    title.set(lexeme, places.add(`${String(Math.min(place, LAST_PLACE))}${weight}`));
  };
  const addWords = (text: string, first: number, weight: 'A' | 'B' | 'C') => {
    for (const [index, { word, stem }] of searchWords(text).entries()) {
      add(word, first + index, weight);
      add(stem, first + index, weight);
      if (isSpelt(word)) vocabulary.set(word, stem);
    }
  };
  addWords(document.name, PLACES.name, 'A');
  for (const [index, { name }] of document.categories.entries())
    addWords(name, PLACES.category + index * 100, 'B');
  for (const [index, { value }] of document.specifications.entries())
    addWords(value, PLACES.specification + index * 100, 'C');
  addWords(document.sku, PLACES.sku, 'C');
  add(skuLexeme(document.sku), PLACES.sku, 'A');

  const words = new Set(title.keys());
  for (const { word, stem } of searchWords(document.description)) {
    words.add(stem);
    if (isSpelt(word)) vocabulary.set(word, stem);
  }
  return {
    title: [...title].map(([lexeme, places]) => `${quotedLexeme(lexeme)}:${[...places].join(',')}`).join(' '),
    words: [...words].map(quotedLexeme).join(' '),
    vocabulary,
  };
}
