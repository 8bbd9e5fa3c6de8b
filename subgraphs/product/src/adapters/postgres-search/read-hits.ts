import type { CursorValueKind } from '@techally/subgraph-kit';
import { decodeCursor } from '@techally/subgraph-kit';
import type { SearchOrder, SearchRequest } from '../../ports/search-port.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Database } from '../prisma-client.js';
import { hitCondition } from './search-conditions.js';
import type { Ranking, SearchMatch } from './search-match.js';

/** A hit without its highlights. */
export interface FoundProduct {
  readonly productId: string;
  readonly sortValue: string | Date;
}

interface SortColumn {
  readonly column: Prisma.Sql;
  readonly type: Prisma.Sql;
  /** As cursors have it: a text, or a time that becomes one. */
  readonly shown: Prisma.Sql;
  /** What a cursor holds of it. */
  readonly kind: CursorValueKind;
  readonly ascending: boolean;
}

const PRICE = {
  column: Prisma.sql`d.price`,
  type: Prisma.sql`numeric`,
  shown: Prisma.sql`d.price::text`,
  kind: 'decimal',
} as const;
const SOLD: SortColumn = {
  column: Prisma.sql`d.sold`,
  type: Prisma.sql`numeric`,
  shown: Prisma.sql`d.sold::text`,
  kind: 'decimal',
  ascending: false,
};

const ORDERS: Readonly<Record<Exclude<SearchOrder, 'RELEVANCE'>, SortColumn>> = {
  PRICE_ASCENDING: { ...PRICE, ascending: true },
  PRICE_DESCENDING: { ...PRICE, ascending: false },
  NEWEST: {
    column: Prisma.sql`d.created_at`,
    type: Prisma.sql`timestamptz`,
    shown: Prisma.sql`d.created_at`,
    kind: 'time',
    ascending: false,
  },
  RATING: {
    column: Prisma.sql`d.rating`,
    type: Prisma.sql`numeric`,
    shown: Prisma.sql`trim_scale(d.rating)::text`,
    kind: 'decimal',
    ascending: false,
  },
  POPULARITY: SOLD,
};

const SCORE: SortColumn = {
  column: Prisma.sql`d.score`,
  type: Prisma.sql`numeric`,
  shown: Prisma.sql`d.score::text`,
  kind: 'decimal',
  ascending: false,
};

/** Hits that are compared by their words; the rest follow by what sells. Ranking costs some microseconds a hit. */
const RANKED = 1_000;

/** Up to `page.limit + 1` hits of a page. */
export async function readHits(
  database: Database,
  match: SearchMatch,
  request: SearchRequest,
): Promise<readonly FoundProduct[]> {
  if (request.order === 'RELEVANCE' && match.kind === 'words')
    return database.$queryRaw<FoundProduct[]>`
      ${scoredHits(hitCondition(match, request.filter), match.ranking, request.page.cursor === null && request.page.direction === 'forward')}
      SELECT d.product_id AS "productId", ${SCORE.shown} AS "sortValue" FROM scored d WHERE ${pageOf(SCORE, request)}`;
  const sort = request.order === 'RELEVANCE' ? SOLD : ORDERS[request.order];
  const hits = Prisma.sql`SELECT d.product_id, d.sold, d.price, d.rating, d.created_at
                          FROM search_documents d WHERE ${hitCondition(match, request.filter)}`;
  // Found by words first and sorted then, never the other way round, however few PostgreSQL expects there to be.
  if (match.kind === 'words')
    return database.$queryRaw<FoundProduct[]>`
      WITH hits AS MATERIALIZED (${hits})
      SELECT d.product_id AS "productId", ${sort.shown} AS "sortValue" FROM hits d WHERE ${pageOf(sort, request)}`;
  return database.$queryRaw<FoundProduct[]>`
    SELECT d.product_id AS "productId", ${sort.shown} AS "sortValue" FROM search_documents d
    WHERE ${hitCondition(match, request.filter)} AND ${pageOf(sort, request)}`;
}

/**
 * The hits with their scores. What counts is, in this order: the article number; all words in the name, near to one another;
 * words in names, categories and specifications as they are meant; forms of them; and, gently, what sells.
 *
 * @param firstPage Whether the ranked hits are enough.
 */
function scoredHits(condition: Prisma.Sql, ranking: Ranking, firstPage: boolean): Prisma.Sql {
  const weights = Prisma.sql`'{0.1, 0.3, 0.6, 1}'::float4[]`;
  const rest = Prisma.sql`
    UNION ALL
    SELECT h.product_id, round(ln(1 + h.sold)::numeric / 100, 6)
    FROM hits h WHERE NOT EXISTS (SELECT 1 FROM ranked r WHERE r.product_id = h.product_id)`;
  return Prisma.sql`
    WITH hits AS MATERIALIZED (
      SELECT d.product_id, d.sold, d.title FROM search_documents d WHERE ${condition}
    ), ranked AS MATERIALIZED (
      SELECT h.product_id, h.sold, h.title FROM hits h
      ORDER BY h.title @@ ${ranking.sku}::tsquery DESC, h.title @@ ${ranking.together}::tsquery DESC, h.sold DESC, h.product_id DESC
      LIMIT ${RANKED}
    ), scored AS (
      SELECT r.product_id, round((1
        + CASE WHEN r.title @@ ${ranking.sku}::tsquery THEN 10 ELSE 0 END
        + (0.05 + ts_rank(${weights}, r.title, ${ranking.meant}::tsquery)
                + 0.2 * ts_rank(${weights}, r.title, ${ranking.any}::tsquery)
                + 0.5 * least(1, ts_rank_cd(${weights}, r.title, ${ranking.together}::tsquery)))
          * (1 + 0.02 * ln(1 + r.sold)))::numeric, 6) AS score
      FROM ranked r ${firstPage ? Prisma.empty : rest}
    )`;
}

function pageOf(sort: SortColumn, { order, page }: SearchRequest): Prisma.Sql {
  const up = sort.ascending === (page.direction === 'forward');
  const direction = up ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`${beyondCursor(sort, order, page, up)}
    ORDER BY ${sort.column} ${direction}, d.product_id ${direction} LIMIT ${page.limit + 1}`;
}

function beyondCursor(
  { column, type, kind }: SortColumn,
  order: SearchOrder,
  { cursor }: SearchRequest['page'],
  up: boolean,
): Prisma.Sql {
  if (cursor === null) return Prisma.sql`TRUE`;
  const [value, id] = decodeCursor(order, cursor, [kind, 'uuid']);
  return Prisma.sql`(${column}, d.product_id) ${up ? Prisma.sql`>` : Prisma.sql`<`} (${value}::${type}, ${id}::uuid)`;
}
