import { decodeCursor } from '@techally/subgraph-kit';
import type { PageRequest } from '@techally/subgraph-kit';
import type { ProductFilter } from '../ports/product-store.js';
import { SEARCH_ORDER, type ProductSearch, type SearchFacet } from '../ports/product-search.js';
import { Prisma } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';
import { filterCondition, PRODUCT_COLUMNS } from './product-filter.js';
import type { RawProduct } from './raw-product.js';
import { productOfRaw } from './raw-product.js';

/** The least word similarity (0–1) that counts as a hit: low enough for one wrong letter in a short word. */
const SIMILARITY = 0.35;

/** Words after the eighth say little and cost a comparison each. */
const MAX_WORDS = 8;

/** Searches product and category names by trigrams (`pg_trgm`), which forgive typing errors: every word must be alike to some part. */
export function createPostgresProductSearch(database: Database): ProductSearch {
  return {
    async hits(query, filter, page) {
      const direction = page.direction === 'forward' ? Prisma.sql`DESC` : Prisma.sql`ASC`;
      const rows = await database.$queryRaw<(RawProduct & { score: string })[]>`
        SELECT * FROM (${matches(query, filter)}) AS hit
        WHERE ${beyondCursor(page)}
        ORDER BY hit.score ${direction}, hit.id ${direction} LIMIT ${page.limit + 1}`;
      return rows.map(({ score, ...row }) => ({ score: String(score), product: productOfRaw(row) }));
    },

    async count(query, filter) {
      const rows = await database.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM (${matches(query, filter)}) AS hit`;
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
      return [...Map.groupBy(rows, (row) => row.name)].map(
        ([name, values]): SearchFacet => ({ name, values: values.map(({ value, count }) => ({ value, count })) }),
      );
    },
  };
}

/** Products in which each word of the query is found, with a score: the mean likeness, the name counting double. */
function matches(query: string, filter: ProductFilter): Prisma.Sql {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  if (words.length === 0) return Prisma.sql`SELECT ${PRODUCT_COLUMNS}, 0::numeric AS score FROM products p WHERE FALSE`;
  const text = Prisma.sql`p.name || ' ' || c.name`;
  const alike = words.map((word) => Prisma.sql`strict_word_similarity(${word}, ${text})`);
  const found = words.map(
    (word, index) => Prisma.sql`(${alike[index] ?? Prisma.empty} >= ${SIMILARITY} OR (${text}) ILIKE ${`%${escapeLike(word)}%`})`,
  );
  const inName = words.map((word) => Prisma.sql`word_similarity(${word}, p.name)`);
  return Prisma.sql`
    SELECT ${PRODUCT_COLUMNS},
           round(((${Prisma.join(alike, ' + ')}) + (${Prisma.join(inName, ' + ')}))::numeric / ${words.length * 2}, 6) AS score
    FROM products p JOIN categories c ON c.id = p.category_id
    WHERE ${filterCondition(filter)} AND ${Prisma.join(found, ' AND ')}`;
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (character) => `\\${character}`);
}

function beyondCursor(page: PageRequest): Prisma.Sql {
  if (page.cursor === null) return Prisma.sql`TRUE`;
  const [score, id] = decodeCursor(SEARCH_ORDER, page.cursor, 2);
  const operator = page.direction === 'forward' ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(hit.score, hit.id) ${operator} (${String(score)}::numeric, ${String(id)}::uuid)`;
}
