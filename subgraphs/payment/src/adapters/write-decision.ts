import { appendToOutbox } from '@techally/messaging';
import type { Payment } from '../domain/payment.js';
import type { NewRefund, PaymentDecision } from '../ports/payment-store.js';
import { RefundKeyTakenError } from '../ports/refund-key-taken-error.js';
import { isUniqueViolation } from './is-unique-violation.js';
import { changeColumns, paymentOfRow } from './payment-row.js';
import type { Transaction } from './prisma-client.js';
import { newRefundColumns, refundChangeColumns } from './refund-row.js';

/** Writes all parts of a decision about a locked payment; returns the payment as it is then. */
export async function writeDecision(
  tx: Transaction,
  payment: Payment,
  decision: PaymentDecision,
): Promise<Payment> {
  const { change, newRefund, refundChanges = [], booking, messages = [] } = decision;
  const changed =
    change === undefined
      ? payment
      : paymentOfRow(await tx.payment.update({ where: { id: payment.id }, data: changeColumns(change) }));
  if (newRefund !== undefined) await insertRefund(tx, payment.id, newRefund);
  for (const refundChange of refundChanges) {
    await tx.refund.update({ where: { id: refundChange.id }, data: refundChangeColumns(refundChange) });
  }
  if (booking !== undefined) {
    const { id: transactionId, paymentId, currencyCode, postings } = booking;
    const at = new Date();
    await tx.ledgerEntry.createMany({
      data: postings.map(({ account, debitCents, creditCents }) => ({
        transactionId,
        paymentId,
        currencyCode,
        at,
        account,
        debitCents: BigInt(debitCents),
        creditCents: BigInt(creditCents),
      })),
    });
  }
  await appendToOutbox(tx, messages);
  return changed;
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
