import { ProcessPayment, RefundPayment } from '@techally/contracts';
import { orderNumber } from '../../domain/order.js';
import type { SagaStep } from '../saga-step.js';

/** Charges the customer; its compensation gives the money back, or calls a charge off whose outcome is not known. */
export const processPayment: SagaStep = {
  name: 'processPayment',
  compensation: 'refundPayment',
  timeout: 60_000,
  // Nobody knows whether money has moved, and guessing is not for a timer. A late answer moves a parked saga on.
  whenUnanswered: 'park',

  run(revision) {
    const { order, saga } = revision;
    if (saga.paymentMethodToken === null)
      throw new Error(`Order ${order.id} has no payment method any more.`);
    revision.send(ProcessPayment, {
      orderId: order.id,
      orderNumber: orderNumber(order.sequence),
      userId: order.userId,
      amount: revision.money(order.totalCents),
      paymentMethodToken: saga.paymentMethodToken,
      idempotencyKey: `${order.id}:charge`,
    });
    return 'sent';
  },

  complete(revision) {
    revision.moveTo('PAID', 'The payment was received.');
    revision.setSaga({ paymentMethodToken: null });
  },

  compensate(revision) {
    const { order, saga } = revision;
    // Two keys, since the answer to calling off ("nothing to give back") must not be the answer to giving back what
    // was charged after all. No amount: all that is left, so that even both together give nothing back twice.
    const charged = saga.completedSteps.includes('processPayment');
    revision.send(RefundPayment, {
      orderId: order.id,
      amount: null,
      reason: saga.failure?.code ?? 'INVALID_STATE',
      idempotencyKey: `${order.id}:${charged ? 'refund' : 'call-off'}`,
    });
    return 'sent';
  },
};
