import { randomUUID } from 'node:crypto';
import type { MessageByType } from '@techally/contracts';
import { MessageRejectedError } from '@techally/messaging';
import { CURRENCY_CODE } from '@techally/money';
import type { Payment } from '../domain/payment.js';
import { planRefund } from '../domain/plan-refund.js';
import type { Refund } from '../domain/refund.js';
import type { NewRefund, PaymentDecision, PaymentStore } from '../ports/payment-store.js';
import { RefundKeyTakenError } from '../ports/refund-key-taken-error.js';
import type { RefundStore } from '../ports/refund-store.js';
import type { AdvanceRefund } from './advance-refund.js';
import { nothingRefunded, paymentRefunded } from './payment-messages.js';
import type { ReconciliationPolicy } from './reconciliation-policy.js';
import { later } from './reconciliation-policy.js';

export interface RefundOrderDependencies {
  readonly payments: PaymentStore;
  readonly refunds: RefundStore;
  readonly advanceRefund: AdvanceRefund;
  readonly policy: ReconciliationPolicy;
  readonly now: () => Date;
  readonly wakeOutbox: () => void;
}

/**
 * Gives an order's money back, as much of what is asked for as is left. The order always gets its `PaymentRefunded`,
 * of amount 0 where nothing was charged: a payment whose outcome is open is brought to its end first, and one that
 * has not come yet will not be charged when it comes.
 *
 * @throws MessageRejectedError when the provider refuses, so that somebody sees the dead letter; redriven, it tries again
 */
export type RefundOrder = (message: MessageByType<'RefundPayment'>) => Promise<void>;

export function createRefundOrder(dependencies: RefundOrderDependencies): RefundOrder {
  const { payments, refunds, advanceRefund, policy, now, wakeOutbox } = dependencies;

  /** The decision about a wish that is new; `payment` and `others` are locked. */
  function decideNew(
    payment: Payment,
    others: readonly Refund[],
    message: MessageByType<'RefundPayment'>,
  ): PaymentDecision {
    const { amount, reason, idempotencyKey } = message.data;
    const wanted = amount?.cents ?? null;
    const time = now();
    const pending: NewRefund = {
      id: randomUUID(),
      cents: wanted ?? payment.amount.cents,
      requestedCents: wanted,
      status: 'PENDING',
      reason,
      idempotencyKey,
      failureCode: null,
      nextCheckAt: later(time, policy.lease),
      correlationId: message.correlationId,
      causationId: message.id,
    };
    const nothing = (failureCode: string): PaymentDecision => ({
      newRefund: { ...pending, cents: 0, status: 'FAILED', failureCode, nextCheckAt: null },
      messages: [nothingRefunded(payment, pending)],
    });
    const plan = planRefund(payment, others, wanted);
    switch (plan.kind) {
      case 'open':
        return { change: { cancelRequestedAt: payment.cancelRequestedAt ?? time }, newRefund: pending };
      case 'nothing-charged':
        return nothing('nothing_charged');
      case 'too-much':
        return plan.cents === 0 ? nothing('nothing_left') : { newRefund: { ...pending, cents: plan.cents } };
      case 'refund':
        return { newRefund: { ...pending, cents: plan.cents } };
    }
  }

  function decide(
    payment: Payment,
    all: readonly Refund[],
    message: MessageByType<'RefundPayment'>,
  ): PaymentDecision | null {
    const { amount, idempotencyKey } = message.data;
    if (amount !== null && amount.currencyCode !== payment.amount.currencyCode) {
      throw new MessageRejectedError(
        `A payment in ${payment.amount.currencyCode} cannot be refunded in ${amount.currencyCode}.`,
      );
    }
    const known = all.find((refund) => refund.idempotencyKey === idempotencyKey);
    if (known === undefined) return decideNew(payment, all, message);
    if (known.requestedCents !== (amount?.cents ?? null))
      throw new MessageRejectedError(`The refund key ${idempotencyKey} was used for another amount.`);
    if (known.status !== 'FAILED' || known.cents === 0) return null;
    // The provider refused it before; the message comes again because somebody wants it tried again.
    const plan = planRefund(payment, all, known.cents);
    if (plan.kind !== 'refund') return null;
    return {
      refundChanges: [
        { id: known.id, status: 'PENDING', failureCode: null, nextCheckAt: later(now(), policy.lease) },
      ],
    };
  }

  return async (message) => {
    const { orderId, amount, idempotencyKey } = message.data;
    if (amount !== null && amount.cents <= 0)
      throw new MessageRejectedError('A refund gives something back.');
    const [found] = await payments.findByOrders([orderId]);
    const payment =
      found ?? (await payments.cancelEarly(orderId, (paymentId) => [refundedBeforePaid(paymentId, message)]));
    if (payment === null) {
      wakeOutbox();
      return;
    }
    try {
      await payments.change(payment.id, (locked, all) => decide(locked, all, message));
    } catch (error) {
      if (error instanceof RefundKeyTakenError) throw new MessageRejectedError(error.message);
      throw error;
    }
    wakeOutbox();
    const refund = await refunds.findByKey(idempotencyKey);
    if (refund?.status !== 'PENDING') return;
    const advanced = await advanceRefund(refund);
    if (advanced.status === 'FAILED' && advanced.cents > 0) {
      throw new MessageRejectedError(
        `The provider refused the refund ${advanced.id}: ${advanced.failureCode ?? 'no reason given'}.`,
      );
    }
  };
}

function refundedBeforePaid(paymentId: string, message: MessageByType<'RefundPayment'>) {
  const { orderId, amount } = message.data;
  const nothing = { cents: 0, currencyCode: amount?.currencyCode ?? CURRENCY_CODE };
  const facts = { paymentId, orderId, refundId: randomUUID(), amount: nothing, totalRefunded: nothing };
  return paymentRefunded(facts, { correlationId: message.correlationId, causationId: message.id });
}
