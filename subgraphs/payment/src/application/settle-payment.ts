import type { ChargeOutcome } from '../domain/charge-outcome.js';
import { chargeBooking } from '../domain/ledger.js';
import type { Payment } from '../domain/payment.js';
import type { Refund } from '../domain/refund.js';
import { settleCharge } from '../domain/settle-charge.js';
import type { PaymentDecision, PaymentStore } from '../ports/payment-store.js';
import {
  nothingRefunded,
  paymentActionRequired,
  paymentCompleted,
  paymentFailed,
} from './payment-messages.js';
import type { ReconciliationPolicy } from './reconciliation-policy.js';
import { actionPollWait, later } from './reconciliation-policy.js';

/** Anything of pino's shape. */
export interface PaymentLogger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface SettlePaymentDependencies {
  readonly payments: PaymentStore;
  readonly policy: ReconciliationPolicy;
  readonly now: () => Date;
  readonly logger: PaymentLogger;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

/** Writes what the provider said of a charge: the payment, its booking and its messages in one transaction. */
export type SettlePayment = (paymentId: string, outcome: ChargeOutcome) => Promise<Payment | null>;

export function createSettlePayment(dependencies: SettlePaymentDependencies): SettlePayment {
  const { payments, policy, now, logger, wakeOutbox } = dependencies;

  function decide(
    payment: Payment,
    refunds: readonly Refund[],
    outcome: ChargeOutcome,
  ): PaymentDecision | null {
    const time = now();
    const settlement = settleCharge(payment, outcome, {
      firstActionCheckAt: later(time, actionPollWait(policy, 0)),
      actionExpiresAt: later(time, policy.actionTimeout),
    });
    const waiting = refunds.filter(({ status }) => status === 'PENDING');
    switch (settlement.kind) {
      case 'succeeded':
        return {
          change: settlement.change,
          booking: chargeBooking({ id: payment.id, paymentId: payment.id, ...payment.amount }),
          messages: [paymentCompleted(payment)],
          // A refund that was asked for meanwhile can go on.
          refundChanges: waiting.map(({ id }) => ({ id, nextCheckAt: time })),
        };
      case 'failed':
        return {
          change: settlement.change,
          messages: [
            ...(settlement.change.failure ? [paymentFailed(payment, settlement.change.failure)] : []),
            ...waiting.map((refund) => nothingRefunded(payment, refund)),
          ],
          refundChanges: waiting.map(({ id }) => ({
            id,
            cents: 0,
            status: 'FAILED',
            failureCode: 'nothing_charged',
            nextCheckAt: null,
          })),
        };
      case 'action-required':
        return {
          change: settlement.change,
          messages: settlement.change.clientSecret
            ? [paymentActionRequired(payment, settlement.change.clientSecret)]
            : [],
        };
      case 'waiting':
        return { change: { nextCheckAt: later(time, actionPollWait(policy, payment.attempts)) } };
      case 'settled-before':
        return null;
      case 'contradiction':
        logger.error(
          { paymentId: payment.id, status: payment.status, outcome: outcome.state },
          'the provider contradicts itself',
        );
        return null;
    }
  }

  return async (paymentId, outcome) => {
    const payment = await payments.change(paymentId, (locked, refunds) => decide(locked, refunds, outcome));
    wakeOutbox();
    return payment;
  };
}
