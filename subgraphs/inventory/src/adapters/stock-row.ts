import { Prisma } from './generated/prisma/client.js';

/** The columns of `stock_items s` as the domain names them. */
export const STOCK_COLUMNS = Prisma.sql`s.product_id AS "productId", s.on_hand AS "onHand", s.reserved, s.version,
  s.updated_at AS "updatedAt"`;
