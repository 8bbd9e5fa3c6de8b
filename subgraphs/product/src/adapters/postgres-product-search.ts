import { decodeCursor } from '@techally/subgraph-kit';
import type { PageRequest } from '@techally/subgraph-kit';
import type { ProductFilter } from '../ports/product-store.js';
import { SEARCH_ORDER, type ProductSearch, type SearchFacet } from '../ports/product-search.js';
import { Prisma } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';
import { filterCondition, PRODUCT_COLUMNS } from './product-filter.js';
import type { RawProduct } from './raw-product.js';
import { productOfRaw } from './raw-product.js';

/** Words after the eighth say little and cost a comparison each. */
const MAX_WORDS = 8;

/** Searches the words of product and category names; every word of the query must be found, give or take a typing error. */
export function createPostgresProductSearch(database: Database): ProductSearch {
  return {
    async hits(query, filter, page) {
      const direction = page.direction === 'forward' ? Prisma.sql`DESC` : Prisma.sql`ASC`;
      const rows = await database.$queryRaw<(RawProduct & { score: Prisma.Decimal })[]>`
        SELECT * FROM (${matches(query, filter)}) AS hit
        WHERE ${beyondCursor(page)}
        ORDER BY hit.score ${direction}, hit.id ${direction} LIMIT ${page.limit + 1}`;
      return rows.map(({ score, ...row }) => ({ score: score.toString(), product: productOfRaw(row) }));
    },

    async count(query, filter) {
      const rows = await database.$queryRaw<
        { count: number }[]
      >`SELECT count(*)::int AS count FROM (${matches(query, filter)}) AS hit`;
      return rows[0]?.count ?? 0;
    },

    async facets(query, filter) {
      const rows = await database.$queryRaw<{ name: string; value: string; count: number }[]>`
        WITH hit AS (${matches(query, filter)})
        SELECT 'category' AS name, c.name AS value, count(*)::int AS count
        FROM hit JOIN categories c ON c.id = hit."categoryId" GROUP BY c.name
        UNION ALL
        SELECT 'price', CASE WHEN hit.price::numeric < 25 THEN 'under 25' WHEN hit.price::numeric < 100 THEN '25 to 100'
                             WHEN hit.price::numeric < 500 THEN '100 to 500' ELSE '500 and more' END, count(*)::int
        FROM hit GROUP BY 2
        ORDER BY name, count DESC, value`;
      return [...Map.groupBy(rows, (row) => row.name)].map(([name, values]): SearchFacet => ({
        name,
        values: values.map(({ value, count }) => ({ value, count })),
      }));
    },
  };
}

/**
 * Products in which every word of the query is found, with a score of 0 to 1: the mean likeness of the query's words to
 * their best match among the words of the product's and its category's name.
 */
function matches(query: string, filter: ProductFilter): Prisma.Sql {
  const words = query
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, MAX_WORDS);
  if (words.length === 0)
    return Prisma.sql`SELECT ${PRODUCT_COLUMNS}, 0::numeric AS score FROM products p WHERE FALSE`;
  const likeness = Prisma.join(words.map(likenessOfWord), ', ');
  return Prisma.sql`
    SELECT ${PRODUCT_COLUMNS}, scored.score
    FROM products p JOIN categories c ON c.id = p.category_id
    CROSS JOIN LATERAL (SELECT regexp_split_to_array(lower(p.name || ' ' || c.name), '[^[:alnum:]]+') AS tokens) AS text
    CROSS JOIN LATERAL (SELECT ARRAY[${likeness}]::numeric[] AS likeness) AS word
    CROSS JOIN LATERAL (SELECT round(avg(each), 6) AS score, min(each) AS least FROM unnest(word.likeness) AS each) AS scored
    WHERE ${filterCondition(filter)} AND scored.least > 0`;
}

/** How well the best token matches a word: 1 the same, 0.9 begins with it, less for each wrong letter, 0 not at all. */
function likenessOfWord(word: string): Prisma.Sql {
  const mistakes = allowedMistakes(word);
  return Prisma.sql`(SELECT coalesce(max(CASE
    WHEN token = ${word} THEN 1
    WHEN starts_with(token, ${word}) THEN 0.9
    WHEN levenshtein_less_equal(left(token, 100), ${word.slice(0, 100)}, ${mistakes}) <= ${mistakes}
      THEN 0.8 - 0.2 * levenshtein_less_equal(left(token, 100), ${word.slice(0, 100)}, ${mistakes})
    ELSE 0 END), 0) FROM unnest(text.tokens) AS token)`;
}

/** Two letters in the wrong order count as two mistakes; short words forgive fewer, or everything would match. */
function allowedMistakes(word: string): number {
  if (word.length < 3) return 0;
  return word.length < 5 ? 1 : 2;
}

function beyondCursor(page: PageRequest): Prisma.Sql {
  if (page.cursor === null) return Prisma.sql`TRUE`;
  const [score, id] = decodeCursor(SEARCH_ORDER, page.cursor, ['decimal', 'uuid']);
  const operator = page.direction === 'forward' ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(hit.score, hit.id) ${operator} (${score}::numeric, ${id}::uuid)`;
}
