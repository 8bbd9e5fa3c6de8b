import type { StockItem } from '../domain/stock-item.js';
import { Prisma } from './generated/prisma/client.js';

/** The columns of `stock_items s` as the domain names them. */
export const STOCK_COLUMNS = Prisma.sql`s.product_id AS "productId", s.on_hand AS "onHand", s.reserved, s.version,
  s.updated_at AS "updatedAt"`;

/** The rows of `stock`, which were selected by {@link STOCK_COLUMNS}, as one column of this name. */
export const STOCK_AS_JSON = Prisma.sql`(SELECT coalesce(json_agg(stock), '[]') FROM stock) AS stock`;

/** An element of {@link STOCK_AS_JSON}. */
export type StockJson = Omit<StockItem, 'updatedAt'> & { readonly updatedAt: string };

export function stockOfJson({ updatedAt, ...stock }: StockJson): StockItem {
  return { ...stock, updatedAt: new Date(updatedAt) };
}
