import type { SearchFacet, SearchFilter } from '../../ports/search-port.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Database } from '../prisma-client.js';
import { SPECIFICATION_SEPARATOR } from '../write-search-texts.js';
import { facetsOf, type CountedValue } from './facets-of.js';
import { filterConditions, hitCondition, matchCondition } from './search-conditions.js';
import type { SearchMatch } from './search-match.js';

/** Values of one facet. */
const MOST_VALUES = 20;

/** How many hits there are. */
export async function countHits(
  database: Database,
  match: SearchMatch,
  filter: SearchFilter,
): Promise<number> {
  const rows = await database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM search_documents d WHERE ${hitCondition(match, filter)}`;
  return rows[0]?.count ?? 0;
}

export interface SearchCounts {
  readonly totalCount: number;
  readonly facets: readonly SearchFacet[];
}

/**
 * How many hits there are, and how many with each value of each property. What the query finds is read once; `missed` has a bit
 * for each condition of the filter that does not hold, so that a facet counts what misses nothing, or its own condition only.
 */
export async function countFacets(
  database: Database,
  match: SearchMatch,
  filter: SearchFilter,
): Promise<SearchCounts> {
  const conditions = filterConditions(filter);
  const missed = conditions.map(
    ({ condition }, index) => Prisma.sql`CASE WHEN ${condition} THEN 0 ELSE ${2 ** index}::int END`,
  );
  /** What a facet counts. */
  const counted = (facet: string) => {
    const own = conditions.findIndex((each) => each.facet === facet);
    return own === -1 ? Prisma.sql`missed = 0` : Prisma.sql`missed IN (0, ${2 ** own}::int)`;
  };
  const ownSpecifications = conditions
    .filter(({ facet }) => facet.startsWith('specifications.'))
    .map(({ facet }) => ({ facet, name: facet.slice('specifications.'.length) }));
  const specifications = [
    pairsWhere(
      Prisma.sql`missed = 0`,
      ownSpecifications.length === 0
        ? Prisma.sql`TRUE`
        : Prisma.sql`split_part(pair, ${SPECIFICATION_SEPARATOR}, 1) <> ALL(${ownSpecifications.map(({ name }) => name)}::text[])`,
    ),
    ...ownSpecifications.map(({ facet, name }) =>
      pairsWhere(counted(facet), Prisma.sql`split_part(pair, ${SPECIFICATION_SEPARATOR}, 1) = ${name}`),
    ),
  ];
  const rows = await database.$queryRaw<CountedValue[]>`
    WITH found AS MATERIALIZED (
      SELECT d.category_ids, d.price, d.rating, d.in_stock, d.specifications,
             ${missed.length === 0 ? Prisma.sql`0` : Prisma.join(missed, ' + ')} AS missed
      FROM search_documents d WHERE ${matchCondition(match)}
    ), category AS (
      SELECT id, count(*)::int AS count FROM found CROSS JOIN LATERAL unnest(category_ids) AS id
      WHERE ${counted('category')} GROUP BY id
    ), pair AS (${Prisma.join(specifications, ' UNION ALL ')}
    ), frequent AS (
      SELECT split_part(pair, ${SPECIFICATION_SEPARATOR}, 1) AS name, split_part(pair, ${SPECIFICATION_SEPARATOR}, 2) AS value,
             count, row_number() OVER (
               PARTITION BY split_part(pair, ${SPECIFICATION_SEPARATOR}, 1) ORDER BY count DESC, pair COLLATE "C") AS place
      FROM pair
    )
    SELECT 'total' AS name, '' AS value, '' AS label, count(*)::int AS count FROM found WHERE missed = 0
    UNION ALL
    (SELECT 'category', c.id::text, c.name, count FROM category JOIN categories c USING (id)
     ORDER BY count DESC, c.id LIMIT ${MOST_VALUES})
    UNION ALL
    SELECT 'price', range, range, count(*)::int FROM (
      SELECT CASE WHEN price < 25 THEN '0-25' WHEN price < 100 THEN '25-100' WHEN price < 500 THEN '100-500' ELSE '500-' END
      FROM found WHERE ${counted('price')}) AS ranges (range) GROUP BY range
    UNION ALL
    SELECT 'rating', floor(rating)::text, '', count(*)::int FROM found
    WHERE rating >= 1 AND ${counted('rating')} GROUP BY floor(rating)
    UNION ALL
    SELECT 'inStock', in_stock::text, in_stock::text, count(*)::int FROM found WHERE ${counted('inStock')} GROUP BY in_stock
    UNION ALL
    SELECT 'specifications.' || name, value, value, count FROM frequent WHERE place <= ${MOST_VALUES}`;
  return {
    totalCount: rows.find(({ name }) => name === 'total')?.count ?? 0,
    facets: facetsOf(rows.filter(({ name }) => name !== 'total')),
  };
}

function pairsWhere(counted: Prisma.Sql, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT pair, count(*)::int AS count FROM found CROSS JOIN LATERAL unnest(specifications) AS pair
    WHERE ${counted} AND ${condition} GROUP BY pair`;
}
