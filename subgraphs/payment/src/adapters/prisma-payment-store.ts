import { randomUUID } from 'node:crypto';
import { appendToOutbox } from '@techally/messaging';
import { mayHaveRefunds } from '../domain/payment.js';
import { failureOfCancel } from '../domain/payment-failure.js';
import type { NewPayment, PaymentFilter, PaymentStore } from '../ports/payment-store.js';
import { PAYMENT_ORDER } from '../ports/payment-store.js';
import type { Payment as PaymentRow, Refund as RefundRow } from './generated/prisma/client.js';
import type { Prisma } from './generated/prisma/client.js';
import { newestFirst } from './newest-first.js';
import { failureColumns, PAYMENT_COLUMNS, paymentOfRow } from './payment-row.js';
import type { Database, Transaction } from './prisma-client.js';
import { REFUND_COLUMNS, refundOfRow } from './refund-row.js';
import { writeDecision } from './write-decision.js';

/** Payments in PostgreSQL. */
export function createPrismaPaymentStore(database: Database): PaymentStore {
  return {
    async findMany(ids) {
      const rows = await database.payment.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(paymentOfRow);
    },

    async findByOrders(orderIds) {
      const rows = await database.payment.findMany({ where: { orderId: { in: [...orderIds] } } });
      return rows.map(paymentOfRow);
    },

    async findByKey(idempotencyKey) {
      const row = await database.payment.findUnique({ where: { idempotencyKey } });
      return row && paymentOfRow(row);
    },

    async page(filter, page) {
      const { where, orderBy, take } = newestFirst(PAYMENT_ORDER, 'createdAt', page);
      const rows = await database.payment.findMany({
        where: { AND: [conditions(filter), where] },
        orderBy,
        take,
      });
      return rows.map(paymentOfRow);
    },

    count: (filter) => database.payment.count({ where: conditions(filter) }),

    open: (payment, ifCancelled) =>
      database.$transaction(async (tx) => {
        // In a statement of its own: what the next one reads is what there was when it began.
        await lockOrder(tx, payment.orderId);
        const row = await insertPayment(tx, payment);
        if (row === null) {
          const existing = await tx.payment.findUnique({ where: { orderId: payment.orderId } });
          return existing === null
            ? { kind: 'key-taken' }
            : { kind: 'existing', payment: paymentOfRow(existing) };
        }
        const opened = paymentOfRow(row);
        if (opened.status !== 'CANCELLED') return { kind: 'created', payment: opened };
        await appendToOutbox(tx, ifCancelled(opened).messages ?? []);
        return { kind: 'cancelled', payment: opened };
      }),

    cancelEarly: (orderId, messages) =>
      database.$transaction(async (tx) => {
        await lockOrder(tx, orderId);
        const row = await tx.payment.findUnique({ where: { orderId } });
        if (row !== null) return paymentOfRow(row);
        const paymentId = randomUUID();
        const { count } = await tx.earlyCancellation.createMany({
          data: [{ orderId, paymentId }],
          skipDuplicates: true,
        });
        if (count > 0) await appendToOutbox(tx, messages(paymentId));
        return null;
      }),

    change: (id, decide) =>
      database.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<
          PaymentRow[]
        >`SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.id = ${id}::uuid FOR UPDATE`;
        if (row === undefined) return null;
        const payment = paymentOfRow(row);
        // After the lock: a transaction that held it may have written refunds.
        const refunds = mayHaveRefunds(payment)
          ? await tx.$queryRaw<RefundRow[]>`
              SELECT ${REFUND_COLUMNS} FROM refunds r WHERE r.payment_id = ${id}::uuid ORDER BY r.created_at, r.id`
          : [];
        const decision = decide(payment, refunds.map(refundOfRow));
        return decision === null ? payment : writeDecision(tx, payment, decision);
      }),

    async claimDue(now, until, limit) {
      const rows = await database.$queryRaw<PaymentRow[]>`
        UPDATE payments p SET next_check_at = ${until}, attempts = p.attempts + 1
        WHERE p.id IN (SELECT id FROM payments WHERE next_check_at <= ${now} ORDER BY next_check_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING ${PAYMENT_COLUMNS}`;
      return rows.map(paymentOfRow);
    },

    async reschedule(id, at) {
      await database.payment.updateMany({
        where: { id, nextCheckAt: { not: null } },
        data: { nextCheckAt: at },
      });
    },
  };
}

/** Held to the end of the transaction: a payment and a refund that comes before it take their turns. */
async function lockOrder(tx: Transaction, orderId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${orderId}, 0))`;
}

/** Writes a payment as PENDING, or as CANCELLED if its refund came first; null when the order or the key has one already. */
async function insertPayment(
  tx: Transaction,
  { amount, nextCheckAt, ...payment }: NewPayment,
): Promise<PaymentRow | null> {
  const { failureCode, failureMessage, declineCode } = failureColumns(failureOfCancel('refund-requested'));
  const [row] = await tx.$queryRaw<PaymentRow[]>`
    INSERT INTO payments AS p (
      id, order_id, order_number, user_id, amount_cents, currency_code, idempotency_key, correlation_id, causation_id,
      status, payment_method_token, next_check_at, failure_code, failure_message, decline_code, updated_at)
    SELECT
      coalesce(early.payment_id, ${randomUUID()}::uuid), payment.order_id, ${payment.orderNumber}, ${payment.userId}::uuid,
      ${amount.cents}::bigint, ${amount.currencyCode}, ${payment.idempotencyKey}, ${payment.correlationId}, ${payment.causationId},
      (CASE WHEN early.order_id IS NULL THEN 'PENDING' ELSE 'CANCELLED' END)::payment_status,
      CASE WHEN early.order_id IS NULL THEN ${payment.paymentMethodToken} END,
      CASE WHEN early.order_id IS NULL THEN ${nextCheckAt?.toISOString() ?? null}::timestamptz END,
      CASE WHEN early.order_id IS NOT NULL THEN ${failureCode} END, CASE WHEN early.order_id IS NOT NULL THEN ${failureMessage} END,
      CASE WHEN early.order_id IS NOT NULL THEN ${declineCode} END, now()
    FROM (VALUES (${payment.orderId}::uuid)) AS payment (order_id)
    LEFT JOIN early_cancellations early ON early.order_id = payment.order_id
    ON CONFLICT DO NOTHING
    RETURNING ${PAYMENT_COLUMNS}`;
  return row ?? null;
}

function conditions({ status, userId, orderId }: PaymentFilter): Prisma.PaymentWhereInput {
  return {
    ...(status === undefined ? {} : { status }),
    ...(userId === undefined ? {} : { userId }),
    ...(orderId === undefined ? {} : { orderId }),
  };
}
