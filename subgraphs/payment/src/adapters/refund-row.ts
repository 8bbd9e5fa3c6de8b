import type { Refund } from '../domain/refund.js';
import type { NewRefund, RefundChange } from '../ports/payment-store.js';
import type { Refund as RefundRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';

/** The columns of `refunds r` under the names of the Prisma model. */
export const REFUND_COLUMNS = Prisma.sql`r.id, r.payment_id AS "paymentId", r.amount_cents AS "amountCents",
  r.requested_cents AS "requestedCents", r.status::text AS status, r.reason, r.idempotency_key AS "idempotencyKey",
  r.provider_refund_id AS "providerRefundId", r.failure_code AS "failureCode", r.attempts,
  r.next_check_at AS "nextCheckAt", r.correlation_id AS "correlationId", r.causation_id AS "causationId",
  r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;

/** Reads a row of the `refunds` table, or one selected with `REFUND_COLUMNS`. */
export function refundOfRow({
  amountCents,
  requestedCents,
  updatedAt: _updatedAt,
  ...rest
}: RefundRow): Refund {
  return {
    ...rest,
    cents: Number(amountCents),
    requestedCents: requestedCents === null ? null : Number(requestedCents),
  };
}

export function newRefundColumns(
  paymentId: string,
  { cents, requestedCents, ...rest }: NewRefund,
): Prisma.RefundUncheckedCreateInput {
  return {
    ...rest,
    paymentId,
    amountCents: BigInt(cents),
    requestedCents: requestedCents === null ? null : BigInt(requestedCents),
  };
}

export function refundChangeColumns({ id: _id, cents, ...change }: RefundChange): Prisma.RefundUpdateInput {
  return { ...change, ...(cents === undefined ? {} : { amountCents: BigInt(cents) }) };
}
