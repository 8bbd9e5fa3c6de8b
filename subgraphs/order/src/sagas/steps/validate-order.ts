import { OrderCancelled, OrderCreated } from '@techally/contracts';
import { orderNumber } from '../../domain/order.js';
import { priceOrder } from '../../domain/pricing.js';
import type { SagaStep } from '../saga-step.js';

/** Checks once more what is about to be reserved and charged, and announces the order; its compensation cancels it. */
export const validateOrder: SagaStep = {
  name: 'validateOrder',
  compensation: 'cancelOrder',
  timeout: 0,
  whenUnanswered: 'compensate',

  run(revision) {
    const { order, items } = revision;
    if (items.length === 0 || priceOrder(items).totalCents !== order.totalCents) {
      throw new Error(`The items of order ${order.id} do not add up to its total.`);
    }
    revision.note('The order was placed.');
    revision.send(OrderCreated, {
      orderId: order.id,
      number: orderNumber(order.sequence),
      userId: order.userId,
      items: items.map(({ productId, productName, quantity, unitPriceCents }) => ({
        productId,
        productName,
        quantity,
        unitPrice: revision.money(unitPriceCents),
      })),
      total: revision.money(order.totalCents),
    });
    return 'done';
  },

  complete() {
    // The order is PENDING from the start.
  },

  compensate(revision) {
    const { order, saga } = revision;
    // A refunded order has come to its end already; only its stock was to be given back.
    if (order.status === 'REFUNDED') return 'done';
    const failure = saga.failure ?? { code: 'INVALID_STATE', message: 'The order could not be completed.' };
    revision.moveTo('CANCELLED', failure.message, failure);
    revision.send(OrderCancelled, {
      orderId: order.id,
      number: orderNumber(order.sequence),
      userId: order.userId,
      ...failure,
    });
    return 'done';
  },
};
