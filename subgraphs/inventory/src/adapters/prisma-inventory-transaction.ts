import type { ReservationItem, ReservationWithItems } from '../domain/reservation.js';
import type { StockItem } from '../domain/stock-item.js';
import { IdempotencyCollisionError, type InventoryTransaction } from '../ports/inventory-transaction.js';
import { isUniqueViolation } from './is-unique-violation.js';
import type { Transaction } from './prisma-client.js';
import { type RawReservation, RESERVATION_COLUMNS, reservationOfRaw } from './reservation-row.js';
import { STOCK_AS_JSON, STOCK_COLUMNS, type StockJson, stockOfJson } from './stock-row.js';
import { writeChanges } from './write-changes.js';

/** The inventory inside a Prisma transaction. */
export function createPrismaInventoryTransaction(tx: Transaction): InventoryTransaction {
  async function withItems(rows: readonly RawReservation[]): Promise<readonly ReservationWithItems[]> {
    if (rows.length === 0) return [];
    const items = await tx.reservationItem.findMany({
      where: { reservationId: { in: rows.map((row) => row.id) } },
      orderBy: { productId: 'asc' },
    });
    const byReservation = Map.groupBy(items, (item) => item.reservationId);
    return rows.map((row) => ({
      ...reservationOfRaw(row),
      items: (byReservation.get(row.id) ?? []).map(({ productId, quantity }) => ({ productId, quantity })),
    }));
  }

  return {
    async insertReservation({ id, orderId, state, expiresAt }, productIds) {
      const [row] = await tx.$queryRaw<{ inserted: boolean; stock: StockJson[] }[]>`
        WITH inserted AS (
          INSERT INTO reservations (id, order_id, state, expires_at)
          VALUES (${id}::uuid, ${orderId}::uuid, ${state}::reservation_state, ${expiresAt.toISOString()}::timestamptz)
          ON CONFLICT DO NOTHING RETURNING id
        ), stock AS MATERIALIZED (
          SELECT ${STOCK_COLUMNS} FROM stock_items s
          WHERE EXISTS (SELECT FROM inserted) AND s.product_id = ANY(${[...productIds]}::uuid[])
          ORDER BY s.product_id FOR NO KEY UPDATE
        )
        SELECT EXISTS (SELECT FROM inserted) AS inserted, ${STOCK_AS_JSON}`;
      return row?.inserted === true ? row.stock.map(stockOfJson) : null;
    },

    // The items are those of a reservation that was there when the statement began: they are written with it, and never changed.
    // Of what can have changed while it waited, the state and the stock, it gets what is there when it has the locks.
    async lockReservation(orderId) {
      const [row] = await tx.$queryRaw<(RawReservation & ItemsAndStock)[]>`
        WITH reservation AS MATERIALIZED (
          SELECT ${RESERVATION_COLUMNS} FROM reservations r WHERE r.order_id = ${orderId}::uuid FOR UPDATE
        ), items AS MATERIALIZED (
          SELECT i.product_id, i.quantity FROM reservation_items i JOIN reservation ON reservation.id = i.reservation_id
        ), stock AS MATERIALIZED (
          SELECT ${STOCK_COLUMNS} FROM stock_items s
          WHERE (SELECT state FROM reservation) NOT IN ('RELEASED', 'REJECTED')
            AND s.product_id = ANY(ARRAY(SELECT product_id FROM items))
          ORDER BY s.product_id FOR NO KEY UPDATE
        )
        SELECT reservation.*, ${STOCK_AS_JSON}, (
          SELECT coalesce(json_agg(json_build_object('productId', product_id, 'quantity', quantity) ORDER BY product_id), '[]')
          FROM items
        ) AS items
        FROM reservation`;
      if (row === undefined) return null;
      return { ...reservationOfRaw(row), items: row.items, stock: row.stock.map(stockOfJson) };
    },

    async lockExpired(now, limit) {
      const rows = await tx.$queryRaw<RawReservation[]>`
        SELECT ${RESERVATION_COLUMNS} FROM reservations r
        WHERE r.state = 'ACTIVE' AND r.expires_at < ${now}
        ORDER BY r.expires_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return withItems(rows);
    },

    // PostgreSQL sorts before it locks, so that two orders with the same products wait for each other in one
    // direction only. The rows come back as they are when the lock is held, not as they were when it was asked for.
    lockStock: (productIds) => tx.$queryRaw<StockItem[]>`
      SELECT ${STOCK_COLUMNS} FROM stock_items s WHERE s.product_id = ANY(${[...productIds]}::uuid[])
      ORDER BY s.product_id FOR NO KEY UPDATE`,

    async insertStock(productId, onHand) {
      const [stock] = await tx.$queryRaw<StockItem[]>`
        INSERT INTO stock_items AS s (product_id, on_hand) VALUES (${productId}::uuid, ${onHand})
        ON CONFLICT (product_id) DO NOTHING RETURNING ${STOCK_COLUMNS}`;
      if (stock === undefined) return null;
      await tx.stockMovement.create({
        data: { productId, onHandDelta: onHand, reservedDelta: 0, reason: 'INITIAL' },
      });
      return stock;
    },

    findAdjustment: (actorId, idempotencyKey) =>
      tx.stockMovement.findUnique({
        where: { actorId_idempotencyKey: { actorId, idempotencyKey } },
        select: { productId: true, onHandDelta: true, note: true },
      }),

    async write(changes) {
      try {
        return await writeChanges(tx, changes);
      } catch (error) {
        if (isUniqueViolation(error))
          throw new IdempotencyCollisionError('The idempotency key was used at the same time.');
        throw error;
      }
    },
  };
}

interface ItemsAndStock {
  readonly items: readonly ReservationItem[];
  readonly stock: readonly StockJson[];
}
