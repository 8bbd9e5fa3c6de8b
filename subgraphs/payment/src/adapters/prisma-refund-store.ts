import type { RefundStore } from '../ports/refund-store.js';
import type { Refund as RefundRow } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';
import { REFUND_COLUMNS, refundOfRow } from './refund-row.js';

/** Refunds in PostgreSQL. */
export function createPrismaRefundStore(database: Database): RefundStore {
  return {
    async findMany(ids) {
      const rows = await database.refund.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(refundOfRow);
    },

    async findByKey(idempotencyKey) {
      const row = await database.refund.findUnique({ where: { idempotencyKey } });
      return row && refundOfRow(row);
    },

    async findByPayments(paymentIds) {
      const rows = await database.refund.findMany({
        where: { paymentId: { in: [...paymentIds] }, amountCents: { gt: 0 } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(refundOfRow);
    },

    async claimDue(now, until, limit) {
      const rows = await database.$queryRaw<RefundRow[]>`
        UPDATE refunds r SET next_check_at = ${until}, attempts = r.attempts + 1
        WHERE r.id IN (SELECT id FROM refunds WHERE next_check_at <= ${now} ORDER BY next_check_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING ${REFUND_COLUMNS}`;
      return rows.map(refundOfRow);
    },

    async reschedule(id, at) {
      await database.refund.updateMany({
        where: { id, nextCheckAt: { not: null } },
        data: { nextCheckAt: at },
      });
    },
  };
}
