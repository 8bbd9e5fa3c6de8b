import type { estypes } from '@elastic/elasticsearch';
import type { SearchWord } from '../../domain/search-words.js';
import { searchWords } from '../../domain/search-words.js';
import { forgivenMistakes, SHORTEST_BEGINNING } from '../../domain/word-likeness.js';
import type { TextField } from './index-layout.js';
import { wordsText } from './index-source.js';

type Query = estypes.QueryDslQueryContainer;

/** Words after the eighth say little, and each costs. */
const MAX_WORDS = 8;

/**
 * What a word counts for where it is found. Scores are sums of these whole numbers, which are exact in the 32 bits that
 * Lucene has for them, and owe nothing to the statistics of an index: the same product has the same score on each replica
 * and on each page, so that cursors hold.
 */
const WEIGHTS: Readonly<Record<TextField, { readonly word: number; readonly stem: number }>> = {
  name: { word: 100, stem: 95 },
  sku: { word: 80, stem: 80 },
  category: { word: 60, stem: 58 },
  specification: { word: 50, stem: 48 },
  description: { word: 40, stem: 38 },
};
/** A word that is not typed to its end counts for less than a whole one in the same place, one that is misspelt for least. */
const BEGINNING = { name: 70, elsewhere: 30 };
const MISSPELT = { name: 25, elsewhere: 10 };
/** All words one after the other, or with up to three others in between. */
const PHRASE = { together: 60, near: 20 };
/** The whole article number. */
const ARTICLE_NUMBER = 1000;

/** The different words of a query that are looked for. */
export function wordsOfQuery(query: string): readonly SearchWord[] {
  const different = new Map(searchWords(query).map((word) => [word.word, word]));
  return [...different.values()].slice(0, MAX_WORDS);
}

export interface WordsQueryOptions {
  readonly query: string;
  /** How many of the words must be found. */
  readonly least: number;
}

/** Finds products by words; without words, all. */
export function wordsQuery(words: readonly SearchWord[], { query, least }: WordsQueryOptions): Query {
  const filter: Query[] = [{ term: { archived: false } }];
  if (words.length === 0) return { bool: { filter } };
  return {
    bool: {
      filter,
      must: [{ bool: { should: words.map(wordQuery), minimum_should_match: least } }],
      should: [
        scored(ARTICLE_NUMBER, { term: { skuWords: wordsText(query).slice(0, 500) } }),
        ...(words.length > 1 ? phraseQueries(words) : []),
      ],
    },
  };
}

/** The best that is found of a word. */
function wordQuery({ word, stem }: SearchWord): Query {
  const queries = Object.entries(WEIGHTS).flatMap(([field, weight]) => [
    scored(weight.word, { term: { [`${field}.words`]: word } }),
    scored(weight.stem, { term: { [`${field}.stems`]: stem } }),
  ]);
  if (word.length >= SHORTEST_BEGINNING) {
    queries.push(scored(BEGINNING.name, { prefix: { 'name.words': word } }));
    queries.push(scored(BEGINNING.elsewhere, { prefix: { words: word } }));
  }
  const fuzziness = forgivenMistakes(word);
  if (fuzziness > 0) {
    // As `isLike` has it: the first letter is believed, and two letters that have changed places are one mistake.
    const fuzzy = { value: word, fuzziness, prefix_length: 1, transpositions: true };
    queries.push(scored(MISSPELT.name, { fuzzy: { 'name.words': fuzzy } }));
    queries.push(scored(MISSPELT.elsewhere, { fuzzy: { words: fuzzy } }));
  }
  return { dis_max: { queries } };
}

function phraseQueries(words: readonly SearchWord[]): readonly Query[] {
  const phrase = words.map(({ stem }) => stem).join(' ');
  return [
    scored(PHRASE.together, { match_phrase: { 'name.stems': phrase } }),
    scored(PHRASE.near, { match_phrase: { 'name.stems': { query: phrase, slop: 3 } } }),
  ];
}

function scored(boost: number, filter: Query): Query {
  return { constant_score: { filter, boost } };
}
