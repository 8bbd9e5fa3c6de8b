import { ReleaseInventory, ReserveInventory } from '@techally/contracts';
import type { SagaStep } from '../saga-step.js';

/**
 * How long the inventory holds the pieces for an order, in milliseconds: 30 minutes, which is longer than a customer
 * has to confirm a payment.
 */
export const RESERVATION_TIME = 30 * 60_000;

/** Has the inventory hold the order's items; its compensation gives them back, also after they were sold. */
export const reserveInventory: SagaStep = {
  name: 'reserveInventory',
  compensation: 'releaseInventory',
  timeout: 30_000,
  // Releasing is harmless when nothing was reserved.
  whenUnanswered: 'compensate',

  run(revision) {
    const { order, items, now } = revision;
    revision.send(ReserveInventory, {
      orderId: order.id,
      userId: order.userId,
      items: items.map(({ productId, quantity }) => ({ productId, quantity })),
      expiresAt: new Date(now.getTime() + RESERVATION_TIME).toISOString(),
    });
    return 'sent';
  },

  complete(revision) {
    revision.moveTo('RESERVED', 'The items are reserved.');
  },

  compensate(revision) {
    const { order, saga } = revision;
    revision.send(ReleaseInventory, { orderId: order.id, reason: saga.failure?.code ?? 'INVALID_STATE' });
    return 'sent';
  },
};
