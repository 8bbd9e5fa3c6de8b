import { ORDER_ORDER, type OrderFilter, type OrderStore } from '../ports/order-store.js';
import type { Order as OrderRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';
import { newestFirst } from './newest-first.js';
import { itemOfRow, ORDER_COLUMNS, orderOfRow } from './order-row.js';
import type { Database } from './prisma-client.js';

/** Reads orders from PostgreSQL. */
export function createPrismaOrderStore(database: Database): OrderStore {
  return {
    async findMany(ids) {
      const rows = await database.order.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(orderOfRow);
    },

    async findByKey(userId, idempotencyKey) {
      const row = await database.order.findUnique({
        where: { userId_idempotencyKey: { userId, idempotencyKey } },
      });
      return row && { order: orderOfRow(row), requestHash: row.requestHash };
    },

    async itemsOfOrders(orderIds) {
      const rows = await database.orderItem.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { position: 'asc' },
      });
      return Map.groupBy(rows.map(itemOfRow), (item) => item.orderId);
    },

    async timelinesOfOrders(orderIds) {
      const rows = await database.orderEvent.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { sequence: 'asc' },
      });
      return Map.groupBy(rows, (row) => row.orderId);
    },

    shipmentsOfOrders: (orderIds) =>
      database.shipment.findMany({ where: { orderId: { in: [...orderIds] } } }),

    async findShipments(ids) {
      const rows = await database.shipment.findMany({
        where: { id: { in: [...ids] } },
        include: { order: { select: { userId: true } } },
      });
      return rows.map(({ order, ...shipment }) => ({ ...shipment, userId: order.userId }));
    },

    async pagesOfUsers(userIds, page) {
      const { condition, orderBy } = newestFirst(ORDER_ORDER, Prisma.sql`o`, page);
      // LATERAL lets the index (user_id, created_at, id) hand out the first rows of each user.
      const rows = await database.$queryRaw<OrderRow[]>`
        SELECT page.* FROM unnest(${[...userIds]}::uuid[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT ${ORDER_COLUMNS} FROM orders o
          WHERE o.user_id = parent.id AND ${condition} ORDER BY ${orderBy} LIMIT ${page.limit + 1}
        ) AS page`;
      return Map.groupBy(rows.map(orderOfRow), (order) => order.userId);
    },

    async countsOfUsers(userIds) {
      const rows = await database.order.groupBy({
        by: ['userId'],
        where: { userId: { in: [...userIds] } },
        _count: true,
      });
      return new Map(rows.map((row) => [row.userId, row._count]));
    },

    async page(filter, page) {
      const { condition, orderBy } = newestFirst(ORDER_ORDER, Prisma.sql`o`, page);
      const rows = await database.$queryRaw<OrderRow[]>`
        SELECT ${ORDER_COLUMNS} FROM orders o WHERE ${filterCondition(filter)} AND ${condition}
        ORDER BY ${orderBy} LIMIT ${page.limit + 1}`;
      return rows.map(orderOfRow);
    },

    async count(filter) {
      const rows = await database.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM orders o WHERE ${filterCondition(filter)}`;
      return rows[0]?.count ?? 0;
    },
  };
}

function filterCondition({ status, userId, sequence }: OrderFilter): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`];
  if (status !== undefined) conditions.push(Prisma.sql`o.status = ${status}::order_status`);
  if (userId !== undefined) conditions.push(Prisma.sql`o.user_id = ${userId}::uuid`);
  if (sequence !== undefined) conditions.push(Prisma.sql`o.sequence = ${BigInt(sequence)}`);
  return Prisma.join(conditions, ' AND ');
}
