import { randomUUID } from 'node:crypto';
import { decimalFromCents } from '@techally/money';
import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Payment } from '../domain/payment.js';
import { planRefund } from '../domain/plan-refund.js';
import type { Refund } from '../domain/refund.js';
import type { PaymentDecision, PaymentStore } from '../ports/payment-store.js';
import { RefundKeyTakenError } from '../ports/refund-key-taken-error.js';
import type { RefundStore } from '../ports/refund-store.js';
import type { AdvanceRefund } from './advance-refund.js';
import type { ReconciliationPolicy } from './reconciliation-policy.js';
import { later } from './reconciliation-policy.js';

export interface RefundPayment {
  readonly paymentId: string;
  /** Null gives back all that is left. */
  readonly cents: number | null;
  readonly reason: string;
  readonly idempotencyKey: string;
  /** Its request id is passed on with the messages that follow. */
  readonly actor: AuditActor;
}

/**
 * A refund by an administrator, with an audit record that says what was asked for; what the provider makes of it stands in
 * the refund. The same key gives the same refund again, and no second record. Throws a `UserErrorException` for what the
 * input has wrong.
 */
export type RefundPaymentByAdmin = (
  input: RefundPayment,
) => Promise<{ readonly refund: Refund; readonly payment: Payment }>;

export interface RefundPaymentDependencies {
  readonly payments: PaymentStore;
  readonly refunds: RefundStore;
  readonly advanceRefund: AdvanceRefund;
  readonly policy: ReconciliationPolicy;
  readonly now: () => Date;
}

export function createRefundPayment(dependencies: RefundPaymentDependencies): RefundPaymentByAdmin {
  const { payments, refunds, advanceRefund, policy, now } = dependencies;

  function decide(
    payment: Payment,
    all: readonly Refund[],
    { cents, reason, actor }: RefundPayment,
    key: string,
  ): PaymentDecision | null {
    const known = all.find((refund) => refund.idempotencyKey === key);
    if (known !== undefined) {
      if (known.requestedCents === cents && known.reason === reason) return null;
      refuse(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        'The idempotency key was used for another refund.',
        'idempotencyKey',
      );
    }
    const plan = planRefund(payment, all, cents);
    switch (plan.kind) {
      case 'open':
        return refuse(ErrorCode.INVALID_STATE, 'The payment has not come to an end yet.', 'paymentId');
      case 'nothing-charged':
        return refuse(ErrorCode.INVALID_STATE, 'Nothing was charged.', 'paymentId');
      case 'too-much':
        return refuse(ErrorCode.AMOUNT_TOO_LARGE, 'That is more than what is left of the payment.', 'amount');
      case 'refund': {
        const id = randomUUID();
        return {
          newRefund: {
            id,
            cents: plan.cents,
            requestedCents: cents,
            status: 'PENDING',
            reason,
            idempotencyKey: key,
            failureCode: null,
            nextCheckAt: later(now(), policy.lease),
            correlationId: actor.requestId,
            causationId: null,
          },
          messages: [
            auditRecorded(actor, {
              action: 'REFUND_PAYMENT',
              targetId: payment.id,
              before: { status: payment.status, refunding: decimalFromCents(sumOf(all)) },
              after: {
                status: payment.status,
                refunding: decimalFromCents(sumOf(all) + plan.cents),
                refundId: id,
                amount: decimalFromCents(plan.cents),
                currencyCode: payment.amount.currencyCode,
                reason,
              },
            }),
          ],
        };
      }
    }
  }

  return async (input) => {
    // Keys that people choose never meet those of the order service.
    const key = `admin:${input.idempotencyKey}`;
    const changed = isUuid(input.paymentId)
      ? await payments
          .change(input.paymentId, (locked, all) => decide(locked, all, input, key))
          .catch(keyTaken)
      : null;
    if (changed === null) refuse(ErrorCode.NOT_FOUND, 'There is no such payment.', 'paymentId');
    const pending = await refunds.findByKey(key);
    if (pending === null)
      throw new Error(`The refund of payment ${changed.id} was written and is not there.`);
    const refund = pending.status === 'PENDING' ? await advanceRefund(pending) : pending;
    const [payment = changed] = await payments.findMany([changed.id]);
    return { refund, payment };
  };
}

/** What goes back with these refunds, or went. */
function sumOf(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { cents }) => sum + cents, 0);
}

function keyTaken(error: unknown): never {
  if (error instanceof RefundKeyTakenError)
    refuse(
      ErrorCode.IDEMPOTENCY_KEY_REUSED,
      'The idempotency key was used for another refund.',
      'idempotencyKey',
    );
  throw error;
}
