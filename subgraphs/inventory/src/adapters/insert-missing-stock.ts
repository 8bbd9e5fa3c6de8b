import type { StockItem } from '../domain/stock-item.js';
import type { Database } from './prisma-client.js';

/** Inserts stock rows and their first movement for products that have none; returns how many there were. */
export async function insertMissingStock(
  database: Database,
  items: readonly Pick<StockItem, 'productId' | 'onHand'>[],
): Promise<number> {
  return database.$executeRaw`
    WITH inserted AS (
      INSERT INTO stock_items (product_id, on_hand)
      SELECT product_id, on_hand
      FROM unnest(${items.map((item) => item.productId)}::uuid[], ${items.map((item) => item.onHand)}::int[]) AS seed(product_id, on_hand)
      ON CONFLICT (product_id) DO NOTHING
      RETURNING product_id, on_hand
    )
    INSERT INTO stock_movements (id, product_id, on_hand_delta, reserved_delta, reason)
    SELECT gen_random_uuid(), product_id, on_hand, 0, 'INITIAL' FROM inserted`;
}
