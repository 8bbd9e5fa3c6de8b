import { OrderRefunded } from '@techally/contracts';
import { decimalFromCents } from '@techally/money';
import { ErrorCode } from '@techally/subgraph-kit';
import type { OrderRevision } from '../application/order-revision.js';
import { orderNumber } from '../domain/order.js';
import type { SagaCourse } from './saga-course.js';

/**
 * What a refund that was not part of a cancellation does to a completed order: the customer is told, and an order
 * that got all its money back is REFUNDED. If its parcel has not left yet, it stays, and its pieces go back on sale.
 *
 * @param amountCents what this refund gave back
 */
export function applyRefund(revision: OrderRevision, course: SagaCourse, amountCents: number): void {
  if (amountCents <= 0) return;
  const { order, saga, shipment } = revision;
  const amount = `${decimalFromCents(amountCents)} ${order.currencyCode}`;
  const whole = order.refundedCents >= order.totalCents && order.status !== 'REFUNDED';
  if (whole) revision.moveTo('REFUNDED', `The payment was refunded: ${amount}.`);
  else revision.note(`A part of the payment was refunded: ${amount}.`);
  revision.send(OrderRefunded, {
    orderId: order.id,
    number: orderNumber(order.sequence),
    userId: order.userId,
    amount: revision.money(amountCents),
  });
  if (!whole || shipment?.status !== 'PENDING') return;
  revision.setSaga({ completedSteps: saga.completedSteps.filter((each) => each !== 'processPayment') });
  revision.record('processPayment', 'COMPENSATED', 'refunded by the shop');
  course.turnBack(revision, { code: ErrorCode.CANCELLED_BY_ADMIN, message: 'The payment was refunded.' });
  course.undoNext(revision);
}
