import { appendToOutbox } from '@techally/messaging';
import type { ReservationWithItems } from '../domain/reservation.js';
import type { Shortage } from '../domain/shortage.js';
import type { StockItem } from '../domain/stock-item.js';
import {
  IdempotencyCollisionError,
  type InventoryTransaction,
  type StockChange,
} from '../ports/inventory-transaction.js';
import { Prisma } from './generated/prisma/client.js';
import { isUniqueViolation } from './is-unique-violation.js';
import type { Transaction } from './prisma-client.js';
import { type RawReservation, RESERVATION_COLUMNS, reservationOfRaw } from './reservation-row.js';
import { STOCK_COLUMNS } from './stock-row.js';

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
    async insertReservation(reservation) {
      const { count } = await tx.reservation.createMany({ data: [reservation], skipDuplicates: true });
      return count === 1;
    },

    async lockReservation(orderId) {
      const rows = await tx.$queryRaw<RawReservation[]>`
        SELECT ${RESERVATION_COLUMNS} FROM reservations r WHERE r.order_id = ${orderId}::uuid FOR UPDATE`;
      const [reservation] = await withItems(rows);
      return reservation ?? null;
    },

    async lockExpired(now, limit) {
      const rows = await tx.$queryRaw<RawReservation[]>`
        SELECT ${RESERVATION_COLUMNS} FROM reservations r
        WHERE r.state = 'ACTIVE' AND r.expires_at < ${now}
        ORDER BY r.expires_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return withItems(rows);
    },

    async insertItems(reservationId, items) {
      await tx.reservationItem.createMany({ data: items.map((item) => ({ reservationId, ...item })) });
    },

    async setState(reservationIds, state, shortages) {
      await tx.reservation.updateMany({
        where: { id: { in: [...reservationIds] } },
        data: {
          state,
          updatedAt: new Date(),
          ...(shortages === undefined ? {} : { shortages: jsonOf(shortages) }),
        },
      });
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

    async changeStock(changes) {
      const stock = await tx.$queryRaw<StockItem[]>`
        UPDATE stock_items s
        SET on_hand = s.on_hand + change.on_hand, reserved = s.reserved + change.reserved,
            version = s.version + 1, updated_at = now()
        FROM (${sumOf(changes)}) AS change
        WHERE s.product_id = change.product_id
        RETURNING ${STOCK_COLUMNS}`;
      try {
        await tx.stockMovement.createMany({ data: [...changes] });
      } catch (error) {
        if (isUniqueViolation(error))
          throw new IdempotencyCollisionError('The idempotency key was used at the same time.');
        throw error;
      }
      return stock;
    },

    findAdjustment: (actorId, idempotencyKey) =>
      tx.stockMovement.findUnique({
        where: { actorId_idempotencyKey: { actorId, idempotencyKey } },
        select: { productId: true, onHandDelta: true, note: true },
      }),

    send: (messages) => appendToOutbox(tx, messages),
  };
}

/** The changes as rows, one per product. */
function sumOf(changes: readonly StockChange[]): Prisma.Sql {
  return Prisma.sql`
    SELECT product_id, sum(on_hand)::int AS on_hand, sum(reserved)::int AS reserved
    FROM unnest(${changes.map((each) => each.productId)}::uuid[], ${changes.map((each) => each.onHandDelta)}::int[],
                ${changes.map((each) => each.reservedDelta)}::int[]) AS each(product_id, on_hand, reserved)
    GROUP BY product_id`;
}

function jsonOf(shortages: readonly Shortage[]): Prisma.InputJsonArray {
  return shortages.map((shortage) => ({ ...shortage }));
}
