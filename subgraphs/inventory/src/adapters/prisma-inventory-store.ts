import type { PageRequest } from '@techally/subgraph-kit';
import type { Reservation } from '../domain/reservation.js';
import type { StockItem } from '../domain/stock-item.js';
import type { StockMovement } from '../domain/stock-movement.js';
import {
  MOVEMENT_ORDER,
  RESERVATION_ORDER,
  STOCK_ORDER,
  type InventoryStore,
  type StockFilter,
} from '../ports/inventory-store.js';
import { Prisma } from './generated/prisma/client.js';
import { idPosition, timePosition } from './page-position.js';
import type { Database } from './prisma-client.js';
import { type RawReservation, RESERVATION_COLUMNS, reservationOfRaw } from './reservation-row.js';
import { STOCK_COLUMNS } from './stock-row.js';

/** Reads the inventory from PostgreSQL. */
export function createPrismaInventoryStore(database: Database): InventoryStore {
  return {
    findStock: (productIds) => database.$queryRaw<StockItem[]>`
      SELECT ${STOCK_COLUMNS} FROM stock_items s WHERE s.product_id = ANY(${[...productIds]}::uuid[])`,

    stockPage(filter, page) {
      const position = idPosition(STOCK_ORDER, page);
      const ascending = page.direction === 'forward';
      const beyond =
        position === null
          ? Prisma.sql`TRUE`
          : Prisma.sql`s.product_id ${ascending ? Prisma.sql`>` : Prisma.sql`<`} ${position}::uuid`;
      return database.$queryRaw<StockItem[]>`
        SELECT ${STOCK_COLUMNS} FROM stock_items s WHERE ${condition(filter)} AND ${beyond}
        ORDER BY s.product_id ${ascending ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${page.limit + 1}`;
    },

    async countStock(filter) {
      const [row] = await database.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM stock_items s WHERE ${condition(filter)}`;
      return row?.count ?? 0;
    },

    async findReservations(ids) {
      const rows = await database.reservation.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(reservationOfRaw);
    },

    itemsOfReservations: (reservationIds) =>
      database.reservationItem.findMany({
        where: { reservationId: { in: [...reservationIds] } },
        orderBy: { productId: 'asc' },
      }),

    async reservationPages(productIds, page) {
      // LATERAL ends each product's list at its own limit; one plain list would end at the first product's.
      const rows = await database.$queryRaw<(RawReservation & { productId: string })[]>`
        SELECT parent.id AS "productId", reservation.* FROM unnest(${[...productIds]}::uuid[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT ${RESERVATION_COLUMNS} FROM reservation_items i JOIN reservations r ON r.id = i.reservation_id
          WHERE i.product_id = parent.id AND ${beyondTime(RESERVATION_ORDER, page, Prisma.sql`(r.created_at, r.id)`)}
          ${newestFirst(page, Prisma.sql`r.created_at`, Prisma.sql`r.id`)}
        ) AS reservation`;
      return new Map<string, readonly Reservation[]>(
        [...Map.groupBy(rows, (row) => row.productId)].map(([productId, group]) => [
          productId,
          group.map(reservationOfRaw),
        ]),
      );
    },

    async reservationCounts(productIds) {
      const rows = await database.reservationItem.groupBy({
        by: ['productId'],
        where: { productId: { in: [...productIds] } },
        _count: true,
      });
      return new Map(rows.map((row) => [row.productId, row._count]));
    },

    async movementPages(productIds, page) {
      const rows = await database.$queryRaw<StockMovement[]>`
        SELECT movement.* FROM unnest(${[...productIds]}::uuid[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT m.id, m.product_id AS "productId", m.on_hand_delta AS "onHandDelta", m.reserved_delta AS "reservedDelta",
                 m.reason, m.note, m.order_id AS "orderId", m.actor_id AS "actorId", m.at
          FROM stock_movements m
          WHERE m.product_id = parent.id AND ${beyondTime(MOVEMENT_ORDER, page, Prisma.sql`(m.at, m.id)`)}
          ${newestFirst(page, Prisma.sql`m.at`, Prisma.sql`m.id`)}
        ) AS movement`;
      return Map.groupBy(rows, (row) => row.productId);
    },

    async movementCounts(productIds) {
      const rows = await database.stockMovement.groupBy({
        by: ['productId'],
        where: { productId: { in: [...productIds] } },
        _count: true,
      });
      return new Map(rows.map((row) => [row.productId, row._count]));
    },
  };
}

function condition({ belowAvailable, productId }: StockFilter): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`];
  if (belowAvailable !== undefined) conditions.push(Prisma.sql`s.on_hand - s.reserved < ${belowAvailable}`);
  if (productId !== undefined) conditions.push(Prisma.sql`s.product_id = ${productId}::uuid`);
  return Prisma.join(conditions, ' AND ');
}

function beyondTime(order: string, page: PageRequest, columns: Prisma.Sql): Prisma.Sql {
  const position = timePosition(order, page);
  if (position === null) return Prisma.sql`TRUE`;
  const operator = page.direction === 'forward' ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`${columns} ${operator} (${position.at}::timestamptz, ${position.id}::uuid)`;
}

function newestFirst(page: PageRequest, time: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  const direction = page.direction === 'forward' ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return Prisma.sql`ORDER BY ${time} ${direction}, ${id} ${direction} LIMIT ${page.limit + 1}`;
}
