import { insertIntoOutbox } from '@techally/messaging';
import type { Payment } from '../domain/payment.js';
import type { NewRefund, PaymentDecision } from '../ports/payment-store.js';
import { RefundKeyTakenError } from '../ports/refund-key-taken-error.js';
import { isUniqueViolation } from './is-unique-violation.js';
import type { Payment as PaymentRow } from './generated/prisma/client.js';
import { Prisma } from './generated/prisma/client.js';
import { failureColumns, PAYMENT_COLUMNS, paymentOfRow } from './payment-row.js';
import type { Transaction } from './prisma-client.js';
import { newRefundColumns, refundChangeColumns } from './refund-row.js';

/** Writes all parts of a decision about a locked payment; returns the payment as it is then. */
export async function writeDecision(
  tx: Transaction,
  payment: Payment,
  decision: PaymentDecision,
): Promise<Payment> {
  const { change, newRefund, refundChanges = [], booking, messages = [] } = decision;
  if (newRefund !== undefined) await insertRefund(tx, payment.id, newRefund);
  for (const refundChange of refundChanges) {
    await tx.refund.update({ where: { id: refundChange.id }, data: refundChangeColumns(refundChange) });
  }
  if (change === undefined && booking === undefined && messages.length === 0) return payment;
  const changed = await writePayment(tx, payment, decision);
  return changed === null ? payment : paymentOfRow(changed);
}

/**
 * The payment, its booking and the messages by one statement, whose text is always the same: each connection prepares it once. The
 * payment is locked, so what does not change is written as it was read.
 *
 * @returns null when the payment does not change
 */
async function writePayment(
  tx: Transaction,
  payment: Payment,
  { change, booking, messages = [] }: PaymentDecision,
): Promise<PaymentRow | null> {
  const after = { ...payment, ...change };
  const failure = failureColumns(after.failure);
  const rows = await tx.$queryRaw<PaymentRow[]>`
    WITH changed AS (
      UPDATE payments p SET
        status = ${after.status}::payment_status, payment_method_token = ${after.paymentMethodToken},
        provider_charge_id = ${after.providerChargeId}, client_secret = ${after.clientSecret},
        failure_code = ${failure.failureCode}, failure_message = ${failure.failureMessage},
        decline_code = ${failure.declineCode}, refunded_cents = ${after.refundedCents}::bigint,
        charge_attempts = ${after.chargeAttempts}::int, attempts = ${after.attempts}::int,
        next_check_at = ${timeOf(after.nextCheckAt)}::timestamptz,
        action_expires_at = ${timeOf(after.actionExpiresAt)}::timestamptz,
        cancel_requested_at = ${timeOf(after.cancelRequestedAt)}::timestamptz,
        version = p.version + 1, updated_at = now()
      WHERE p.id = ${payment.id}::uuid AND ${change !== undefined}::boolean
      RETURNING ${PAYMENT_COLUMNS}
    ), booked AS (
      INSERT INTO ledger_entries (id, transaction_id, payment_id, currency_code, at, account, debit_cents, credit_cents)
      SELECT gen_random_uuid(), ${booking?.id ?? null}::uuid, ${booking?.paymentId ?? null}::uuid,
             ${booking?.currencyCode ?? null}, ${new Date().toISOString()}::timestamptz, account, "debitCents", "creditCents"
      FROM jsonb_to_recordset(${JSON.stringify(booking?.postings ?? [])}::jsonb)
           AS posting (account ledger_account, "debitCents" bigint, "creditCents" bigint)
    ), sent AS (${insertIntoOutbox(Prisma.sql, messages)})
    SELECT * FROM changed`;
  return rows[0] ?? null;
}

function timeOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}

async function insertRefund(tx: Transaction, paymentId: string, refund: NewRefund): Promise<void> {
  try {
    await tx.refund.create({ data: newRefundColumns(paymentId, refund) });
  } catch (cause) {
    // The refunds of this payment were read under its lock, so the key is that of another one.
    if (isUniqueViolation(cause))
      throw new RefundKeyTakenError('A refund of another payment has the idempotency key.', { cause });
    throw cause;
  }
}
