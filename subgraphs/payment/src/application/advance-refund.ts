import { refundBooking } from '../domain/ledger.js';
import type { Payment } from '../domain/payment.js';
import { isOpen } from '../domain/payment-status.js';
import type { Refund } from '../domain/refund.js';
import { addRefund } from '../domain/settle-refund.js';
import type { PaymentProvider, RefundOutcome } from '../ports/payment-provider.js';
import type { PaymentDecision } from '../ports/payment-store.js';
import type { RefundStore } from '../ports/refund-store.js';
import type { AdvancePayment } from './advance-payment.js';
import { paymentRefunded } from './payment-messages.js';
import { later } from './reconciliation-policy.js';
import type { SettlePaymentDependencies } from './settle-payment.js';

export interface AdvanceRefundDependencies extends SettlePaymentDependencies {
  readonly provider: PaymentProvider;
  readonly refunds: RefundStore;
  readonly advancePayment: AdvancePayment;
}

/**
 * Moves a pending refund towards its end and returns it as it is then: pending still when the provider did not answer,
 * and the sweeper goes on. The provider knows the refund by its key, so asking again gives nothing back twice.
 */
export type AdvanceRefund = (refund: Refund) => Promise<Refund>;

export function createAdvanceRefund(dependencies: AdvanceRefundDependencies): AdvanceRefund {
  const { payments, refunds, provider, advancePayment, policy, now, logger, wakeOutbox } = dependencies;

  /** The payment, once its outcome is known; null while it is not. */
  async function endedPayment(paymentId: string): Promise<Payment | null> {
    let [payment] = await payments.findMany([paymentId]);
    if (payment !== undefined && isOpen(payment.status)) {
      await advancePayment.advance(payment);
      [payment] = await payments.findMany([paymentId]);
    }
    return payment === undefined || isOpen(payment.status) ? null : payment;
  }

  function decide(payment: Payment, refund: Refund, outcome: RefundOutcome): PaymentDecision | null {
    if (refund.status !== 'PENDING') return null;
    if (outcome.state === 'refused') {
      logger.error(
        { paymentId: payment.id, refundId: refund.id, code: outcome.code },
        'the provider refused a refund',
      );
      return {
        refundChanges: [{ id: refund.id, status: 'FAILED', failureCode: outcome.code, nextCheckAt: null }],
      };
    }
    const { cents } = refund;
    const { currencyCode } = payment.amount;
    return {
      change: addRefund(payment, cents),
      refundChanges: [
        { id: refund.id, status: 'SUCCEEDED', providerRefundId: outcome.refundId, nextCheckAt: null },
      ],
      booking: refundBooking({ id: refund.id, paymentId: payment.id, cents, currencyCode }),
      messages: [
        paymentRefunded(
          {
            paymentId: payment.id,
            orderId: payment.orderId,
            refundId: refund.id,
            amount: { cents, currencyCode },
            totalRefunded: { cents: payment.refundedCents + cents, currencyCode },
          },
          refund,
        ),
      ],
    };
  }

  async function current(refund: Refund): Promise<Refund> {
    const [found] = await refunds.findMany([refund.id]);
    return found ?? refund;
  }

  return async (refund) => {
    try {
      const payment = await endedPayment(refund.paymentId);
      // What is still pending when the payment has ended was charged; settling ended the others.
      const pending = await current(refund);
      if (payment?.providerChargeId != null && pending.status === 'PENDING') {
        const { idempotencyKey, cents } = pending;
        const outcome = await provider.refund({
          idempotencyKey,
          chargeId: payment.providerChargeId,
          amount: { cents, currencyCode: payment.amount.currencyCode },
        });
        await payments.change(payment.id, (locked, all) => {
          const latest = all.find(({ id }) => id === refund.id);
          return latest === undefined ? null : decide(locked, latest, outcome);
        });
        wakeOutbox();
      } else if (payment === null) {
        await refunds.reschedule(refund.id, later(now(), policy.backoff(refund.attempts + 1)));
      }
    } catch (error) {
      logger.warn({ err: error, refundId: refund.id }, 'a refund could not be finished yet');
      await refunds.reschedule(refund.id, later(now(), policy.backoff(refund.attempts + 1)));
    }
    return current(refund);
  };
}
