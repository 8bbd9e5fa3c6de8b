import { searchWords } from '../../domain/search-words.js';
import type { SearchCompletion } from '../../ports/search-port.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Database } from '../prisma-client.js';
import { quotedLexeme } from '../search-vectors.js';
import { allOf, nameBeginning } from './word-queries.js';

const MOST_WORDS = 8;
/** Categories come first, since one leads to many products, but leave room for these. */
const MOST_CATEGORIES = 3;
/** So many letters begin few enough words for the index; fewer begin so many that what sells best is looked through. */
const LETTERS_FOR_INDEX = 3;

/** Names with words that begin as those of the prefix do; the categories first, then the products that sell best. */
export async function completeNames(
  database: Database,
  prefix: string,
  limit: number,
): Promise<readonly SearchCompletion[]> {
  const words = [...new Set(searchWords(prefix).map(({ word }) => word))]
    .filter(Boolean)
    .slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const [categories, products] = await Promise.all([
    findCategories(database, words),
    findProducts(database, words, limit),
  ]);
  return [...categories.slice(0, MOST_CATEGORIES), ...products].slice(0, limit);
}

async function findProducts(
  database: Database,
  words: readonly string[],
  limit: number,
): Promise<readonly SearchCompletion[]> {
  const indexed = words.filter((word) => word.length >= LETTERS_FOR_INDEX);
  const narrowed =
    indexed.length === 0
      ? Prisma.empty
      : Prisma.sql`AND d.words @@ ${allOf(indexed.map((word) => `${quotedLexeme(word)}:*`))}::tsquery`;
  const rows = await database.$queryRaw<{ id: string; text: string }[]>`
    WITH hits AS ${indexed.length === 0 ? Prisma.sql`NOT MATERIALIZED` : Prisma.sql`MATERIALIZED`} (
      SELECT d.product_id, d.sold FROM search_documents d
      WHERE NOT d.archived ${narrowed} AND d.title @@ ${allOf(words.map(nameBeginning))}::tsquery
    ), best AS (SELECT product_id, sold FROM hits ORDER BY sold DESC, product_id DESC LIMIT ${2 * limit})
    SELECT p.id, p.name AS text FROM best JOIN products p ON p.id = best.product_id ORDER BY best.sold DESC, p.id DESC`;
  // Products that share a name complete a text once.
  const byText = Map.groupBy(rows, ({ text }) => text);
  return [...byText].flatMap(([text, [first]]) =>
    first === undefined ? [] : [{ text, kind: 'PRODUCT', id: first.id }],
  );
}

/** There are few categories, so their names are looked through: by a part that is in the word, and then by the words. */
async function findCategories(
  database: Database,
  words: readonly string[],
): Promise<readonly SearchCompletion[]> {
  const rows = await database.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM categories
    WHERE position(${words[0]} IN regexp_replace(lower(normalize(name, NFKD)), '[^[:alnum:][:space:]]', '', 'g')) > 0
    ORDER BY length(name), name LIMIT 100`;
  return rows
    .filter(({ name }) => {
      const inName = searchWords(name);
      return words.every((word) => inName.some((each) => each.word.startsWith(word)));
    })
    .map(({ id, name }) => ({ text: name, kind: 'CATEGORY', id }));
}
