import { SAGA_ORDER, type SagaStore } from '../ports/saga-store.js';
import { Prisma } from './generated/prisma/client.js';
import { newestFirst } from './newest-first.js';
import type { Database } from './prisma-client.js';
import { sagaEventOfRow, sagaOfRow } from './saga-row.js';

/** Reads sagas from PostgreSQL. */
export function createPrismaSagaStore(database: Database): SagaStore {
  return {
    async findMany(ids) {
      const rows = await database.saga.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(sagaOfRow);
    },

    async page({ state }, page) {
      const { condition, orderBy } = newestFirst(SAGA_ORDER, Prisma.sql`s`, page);
      const wanted = state === undefined ? Prisma.sql`TRUE` : Prisma.sql`s.state = ${state}::saga_state`;
      const ids = await database.$queryRaw<{ id: string }[]>`
        SELECT s.id FROM sagas s WHERE ${wanted} AND ${condition} ORDER BY ${orderBy} LIMIT ${page.limit + 1}`;
      const rows = await database.saga.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
      const sagas = new Map(rows.map((row) => [row.id, sagaOfRow(row)]));
      return ids.flatMap(({ id }) => sagas.get(id) ?? []);
    },

    count: ({ state }) => database.saga.count({ where: state === undefined ? {} : { state } }),

    async historiesOf(sagaIds) {
      const rows = await database.sagaEvent.findMany({
        where: { sagaId: { in: [...sagaIds] } },
        orderBy: { sequence: 'asc' },
      });
      const bySaga = Map.groupBy(rows, (row) => row.sagaId);
      return new Map([...bySaga].map(([sagaId, events]) => [sagaId, events.map(sagaEventOfRow)]));
    },

    async overdueOrders(now, limit) {
      const rows = await database.saga.findMany({
        where: { deadline: { lte: now } },
        orderBy: { deadline: 'asc' },
        take: limit,
        select: { orderId: true },
      });
      return rows.map((row) => row.orderId);
    },

    // What `isSettled` says, in SQL. Raw, since Prisma's text has a place for each id: a checkout more or less that waits
    // would be another statement to prepare.
    async settledOrders(orderIds) {
      const rows = await database.$queryRaw<{ orderId: string }[]>`
        SELECT s.order_id AS "orderId" FROM sagas s
        WHERE s.order_id = ANY(${[...orderIds]}::uuid[])
          AND (s.state IN ('COMPLETED', 'COMPENSATED', 'PARKED') OR s.awaits = 'CUSTOMER')`;
      return rows.map((row) => row.orderId);
    },
  };
}
