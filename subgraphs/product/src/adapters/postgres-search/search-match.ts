import { Prisma } from '../generated/prisma/client.js';
import type { Database } from '../prisma-client.js';
import { quotedLexeme, skuLexeme } from '../search-vectors.js';
import { likest, readQueryWords, type QueryWord } from './query-word.js';
import { allOf, anyForm, meantForm, oneOf } from './word-queries.js';

/** What a query finds, without its filter. */
export type SearchMatch =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'words';
      readonly words: readonly QueryWord[];
      readonly condition: Prisma.Sql;
      readonly ranking: Ranking;
    };

/** `tsquery`s, as texts, that the score of a hit is made of. */
export interface Ranking {
  /** Any of the words as they are meant. */
  readonly meant: string;
  /** All of them: the nearer to one another, the better. */
  readonly together: string;
  /** Any of the words in any form. */
  readonly any: string;
  /** The query as an article number. */
  readonly sku: string;
}

/** Longer article numbers there are none. */
const LONGEST_SKU = 64;

/** Finds out which words of a query the catalogue has, and how many of them products have together. */
export async function readSearchMatch(database: Database, query: string): Promise<SearchMatch> {
  const typed = await readQueryWords(database, query);
  if (typed.length === 0) return { kind: 'everything' };
  // Of a word that neither is there nor is like another, everybody knows without asking that no product has it.
  const words = typed.filter((word) => word.known || word.like.length > 0);
  const sku = quotedLexeme(skuLexeme(query.length > LONGEST_SKU ? '' : storable(query)));
  if (words.length === 0) return { kind: 'nothing' };
  const forms = words.map(anyForm);
  const most = await wordsTogether(database, forms, sku);
  if (most === 0) return { kind: 'nothing' };
  const meant = words.map(meantForm);
  return {
    kind: 'words',
    words,
    condition: conditionOf(forms, most, sku),
    ranking: { meant: oneOf(meant), together: allOf(meant), any: oneOf(forms), sku },
  };
}

/** The query with its misspelt words put right, when the catalogue has all of its words then; null when none is misspelt. */
export async function readSuggestion(
  database: Database,
  query: string,
  words: readonly QueryWord[],
): Promise<string | null> {
  const misspelt = words.filter(({ known }) => !known);
  if (misspelt.length === 0) return null;
  let suggestion = query;
  // From the end, so that places before stay where they are.
  for (const word of misspelt.toReversed()) {
    const best = await mostFrequent(database, word);
    suggestion = suggestion.slice(0, word.typed.start) + best + suggestion.slice(word.typed.end);
  }
  return suggestion;
}

/** PostgreSQL keeps neither U+0000 nor halves of characters. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', ' ');
}

function conditionOf(forms: readonly string[], most: number, sku: string): Prisma.Sql {
  if (most === forms.length) return Prisma.sql`d.words @@ ${`(${allOf(forms)}) | ${sku}`}::tsquery`;
  if (most === 1) return Prisma.sql`d.words @@ ${oneOf(forms)}::tsquery`;
  return Prisma.sql`d.product_id IN (
    SELECT product_id FROM (${foundByEach(forms)}) AS found GROUP BY product_id HAVING count(*) = ${most})`;
}

/** Each document as often as words are found in it. */
function foundByEach(forms: readonly string[]): Prisma.Sql {
  return Prisma.join(
    forms.map(
      (form) =>
        Prisma.sql`SELECT product_id FROM search_documents WHERE NOT archived AND words @@ ${form}::tsquery`,
    ),
    ' UNION ALL ',
  );
}

/** How many of the words the products have that have the most of them. */
async function wordsTogether(database: Database, forms: readonly string[], sku: string): Promise<number> {
  const [found] = await database.$queryRaw<{ together: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM search_documents
                   WHERE NOT archived AND words @@ ${`(${allOf(forms)}) | ${sku}`}::tsquery) AS together`;
  if (found?.together === true) return forms.length;
  if (forms.length === 1) return 0;
  const [most] = await database.$queryRaw<{ most: number }[]>`
    SELECT coalesce(max(words), 0)::int AS most
    FROM (SELECT count(*) AS words FROM (${foundByEach(forms)}) AS found GROUP BY product_id) AS counted`;
  return most?.most ?? 0;
}

/** Which of the words that are equally like a misspelt one most products have, as far as it is worth counting. */
async function mostFrequent(database: Database, misspelt: QueryWord): Promise<string> {
  const rows = await database.$queryRaw<{ word: string }[]>`
    SELECT likest.word
    FROM jsonb_to_recordset(${JSON.stringify(
      likest(misspelt).map(({ word, stem }) => ({ word, lexeme: quotedLexeme(stem) })),
    )}::jsonb) AS likest (word text, lexeme text)
    CROSS JOIN LATERAL (
      SELECT count(*) AS products
      FROM (SELECT 1 FROM search_documents WHERE NOT archived AND words @@ likest.lexeme::tsquery LIMIT 1000) AS sample
    ) AS counted
    ORDER BY counted.products DESC, likest.word LIMIT 1`;
  return rows[0]?.word ?? misspelt.typed.word;
}
