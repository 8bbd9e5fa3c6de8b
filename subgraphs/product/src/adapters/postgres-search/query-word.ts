import type { SearchWord } from '../../domain/search-words.js';
import { isSpelt, variantsOfTyped } from '../../domain/spelling-variants.js';
import { typedWords } from '../../domain/typed-words.js';
import { isLike, mistakes } from '../../domain/word-likeness.js';
import type { Database } from '../prisma-client.js';

/** A typed word and what the catalogue has of it. */
export interface QueryWord {
  readonly typed: SearchWord;
  /** Whether it, a word of its family, or one that begins with it is in the catalogue; numbers and model names may be. */
  readonly known: boolean;
  /** Whether it may be the beginning of a word only. */
  readonly unfinished: boolean;
  /** Words of the catalogue that it may be meant to be, those with the fewest mistakes first. */
  readonly like: readonly LikeWord[];
}

export interface LikeWord {
  readonly word: string;
  readonly stem: string;
  readonly mistakes: number;
}

/** Words that one typed word may be meant to be. */
const MOST_LIKE = 10;
/** Letters that a word's beginning needs where words follow it, since it was probably typed to its end. */
const LETTERS_BEFORE_OTHERS = 3;
const LETTERS_AT_THE_END = 2;

/** Looks the words of a query up, all of them by one statement. */
export async function readQueryWords(
  database: Pick<Database, '$queryRaw'>,
  query: string,
): Promise<readonly QueryWord[]> {
  const typed = typedWords(query);
  const spelt = typed.filter(({ word }) => isSpelt(word));
  const found = spelt.length === 0 ? [] : await lookUp(database, spelt);
  const byWord = new Map(found.map((row) => [row.word, row]));
  return typed.map((each, index) => {
    const row = byWord.get(each.word);
    const least = index === typed.length - 1 ? LETTERS_AT_THE_END : LETTERS_BEFORE_OTHERS;
    return {
      typed: each,
      known: row === undefined || row.whole || row.begins,
      unfinished: each.word.length >= least && (index === typed.length - 1 || row?.whole !== true),
      like: likeWords(each, row?.similar ?? []),
    };
  });
}

interface FoundWord {
  readonly word: string;
  readonly whole: boolean;
  readonly begins: boolean;
  readonly similar: readonly { readonly word: string; readonly stem: string }[] | null;
}

async function lookUp(
  database: Pick<Database, '$queryRaw'>,
  words: readonly SearchWord[],
): Promise<readonly FoundWord[]> {
  const typed = words.map(({ word, stem }) => ({ word, stem, variants: variantsOfTyped(word) }));
  return database.$queryRaw<FoundWord[]>`
    SELECT typed.word,
           EXISTS (SELECT 1 FROM search_words s WHERE s.stem = typed.stem) AS whole,
           EXISTS (SELECT 1 FROM search_words s WHERE s.word ^@ typed.word) AS begins,
           (SELECT jsonb_agg(jsonb_build_object('word', s.word, 'stem', s.stem)) FROM search_words s WHERE s.spellings && typed.variants) AS similar
    FROM jsonb_to_recordset(${JSON.stringify(typed)}::jsonb) AS typed (word text, stem text, variants text[])`;
}

function likeWords(
  { word: typed, stem: typedStem }: SearchWord,
  similar: NonNullable<FoundWord['similar']>,
): readonly LikeWord[] {
  return similar
    .filter(({ word, stem }) => stem !== typedStem && isLike(typed, word))
    .map((word) => ({ ...word, mistakes: mistakes(typed, word.word) }))
    .sort((a, b) => a.mistakes - b.mistakes || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_LIKE);
}

/** The likest words: what a misspelt word is taken for. */
export function likest({ like }: QueryWord): readonly LikeWord[] {
  return like.filter(({ mistakes: count }) => count === like[0]?.mistakes);
}
