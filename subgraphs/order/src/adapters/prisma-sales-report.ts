import type { PageRequest } from '@techally/subgraph-kit';
import { BadUserInputError, decodeCursor, isUuid } from '@techally/subgraph-kit';
import { SALES_ORDER, type SalesPeriod, type SalesReport } from '../ports/sales-report.js';
import { Prisma } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';

/** Sums up sales in PostgreSQL. */
export function createPrismaSalesReport(database: Database): SalesReport {
  return {
    async totals(period) {
      const [row] = await database.$queryRaw<{ orders: number; units: bigint; revenue: bigint }[]>`
        SELECT count(DISTINCT o.id)::int AS orders, coalesce(sum(i.quantity), 0)::bigint AS units,
               coalesce(sum(i.quantity * i.unit_price_cents), 0)::bigint AS revenue
        FROM orders o JOIN order_items i ON i.order_id = o.id WHERE ${sold(period)}`;
      return {
        orders: row?.orders ?? 0,
        units: Number(row?.units ?? 0),
        revenueCents: Number(row?.revenue ?? 0),
      };
    },

    async products(period, page) {
      const direction = page.direction === 'forward' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
      // The page is cut before the names are looked up.
      const rows = await database.$queryRaw<
        { productId: string; productName: string; units: bigint; revenue: bigint }[]
      >`
        SELECT sale.product_id AS "productId", coalesce(p.name, sale.name) AS "productName", sale.units, sale.revenue
        FROM (
          SELECT i.product_id, (array_agg(i.product_name ORDER BY o.created_at DESC))[1] AS name,
                 sum(i.quantity)::bigint AS units, sum(i.quantity * i.unit_price_cents)::bigint AS revenue
          FROM order_items i JOIN orders o ON o.id = i.order_id
          WHERE ${sold(period)} AND ${beyondCursor(page)}
          GROUP BY i.product_id ORDER BY i.product_id ${direction} LIMIT ${page.limit + 1}
        ) AS sale LEFT JOIN products p ON p.id = sale.product_id
        ORDER BY sale.product_id ${direction}`;
      return rows.map(({ units, revenue, ...row }) => ({
        ...row,
        units: Number(units),
        revenueCents: Number(revenue),
      }));
    },

    async countProducts(period) {
      const rows = await database.$queryRaw<{ count: number }[]>`
        SELECT count(DISTINCT i.product_id)::int AS count
        FROM orders o JOIN order_items i ON i.order_id = o.id WHERE ${sold(period)}`;
      return rows[0]?.count ?? 0;
    },
  };
}

function sold({ from, to }: SalesPeriod): Prisma.Sql {
  const conditions = [Prisma.sql`o.status IN ('CONFIRMED', 'SHIPPED', 'DELIVERED')`];
  if (from !== undefined) conditions.push(Prisma.sql`o.created_at >= ${from.toISOString()}::timestamptz`);
  if (to !== undefined) conditions.push(Prisma.sql`o.created_at < ${to.toISOString()}::timestamptz`);
  return Prisma.join(conditions, ' AND ');
}

function beyondCursor(page: PageRequest): Prisma.Sql {
  if (page.cursor === null) return Prisma.sql`TRUE`;
  const [productId] = decodeCursor(SALES_ORDER, page.cursor, 1).map(String);
  if (productId === undefined || !isUuid(productId))
    throw new BadUserInputError('The cursor is not one of this list in this order.');
  return Prisma.sql`i.product_id ${page.direction === 'forward' ? Prisma.sql`>` : Prisma.sql`<`} ${productId}::uuid`;
}
