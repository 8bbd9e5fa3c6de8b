import { insertIntoOutbox } from '@techally/messaging';
import type { StockItem } from '../domain/stock-item.js';
import type { InventoryChanges } from '../ports/inventory-transaction.js';
import { Prisma } from './generated/prisma/client.js';
import type { Transaction } from './prisma-client.js';
import { STOCK_COLUMNS } from './stock-row.js';

/**
 * Writes all that a transaction changes by one statement, in place of one for each table. The rows are parameters, so that the
 * text is always the same and each connection prepares it once; parts that there are none of cost next to nothing.
 *
 * All rows that it updates are locked by earlier statements, so the parts, which PostgreSQL runs in any order, wait for nobody.
 *
 * @returns the stock that it changed
 */
export async function writeChanges(
  tx: Transaction,
  { reservations, items, stock = [], messages = [] }: InventoryChanges,
): Promise<readonly StockItem[]> {
  const at = new Date().toISOString();
  const state = reservations?.state ?? null;
  const shortages = reservations?.shortages === undefined ? null : JSON.stringify(reservations.shortages);
  return tx.$queryRaw<StockItem[]>`
    WITH change AS MATERIALIZED (
      SELECT * FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(stock)}::jsonb) AS (
        "productId" uuid, "onHandDelta" int, "reservedDelta" int, reason movement_reason, note text, "orderId" uuid,
        "actorId" uuid, "idempotencyKey" text))
      WITH ORDINALITY AS change (product_id, on_hand, reserved, reason, note, order_id, actor_id, idempotency_key, place)
    ), moved AS (
      UPDATE reservations SET state = ${state}::reservation_state, shortages = ${shortages}::jsonb, updated_at = ${at}::timestamptz
      WHERE id = ANY(${[...(reservations?.ids ?? [])]}::uuid[])
    ), changed AS (
      UPDATE stock_items s
      SET on_hand = s.on_hand + total.on_hand, reserved = s.reserved + total.reserved,
          version = s.version + 1, updated_at = now()
      FROM (
        SELECT product_id, sum(on_hand)::int AS on_hand, sum(reserved)::int AS reserved FROM change GROUP BY product_id
      ) AS total
      WHERE s.product_id = total.product_id
      RETURNING ${STOCK_COLUMNS}
    ), noted AS (
      INSERT INTO stock_movements (
        id, product_id, on_hand_delta, reserved_delta, reason, note, order_id, actor_id, idempotency_key, at)
      SELECT gen_random_uuid(), product_id, on_hand, reserved, reason, note, order_id, actor_id, idempotency_key, ${at}::timestamptz
      FROM change ORDER BY place
    ), held AS (
      INSERT INTO reservation_items (reservation_id, product_id, quantity)
      SELECT ${items?.reservationId ?? null}::uuid, "productId", quantity
      FROM jsonb_to_recordset(${JSON.stringify(items?.items ?? [])}::jsonb) AS item ("productId" uuid, quantity int)
    ), sent AS (${insertIntoOutbox(Prisma.sql, messages)})
    SELECT * FROM changed`;
}
