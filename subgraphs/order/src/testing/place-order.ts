import { randomUUID } from 'node:crypto';
import {
  InventoryRejected,
  InventoryReleased,
  InventoryReserved,
  PaymentActionRequired,
  PaymentCompleted,
  PaymentFailed,
  PaymentRefunded,
} from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import type { TestOrders } from './start-orders.js';

export const usd = (cents: number) => ({ cents, currencyCode: 'USD' });
/** The total of an order placed by {@link placeOrder}, in cents. */
export const TOTAL = 5_500;

/** What the other services say, for an order of {@link TOTAL}. */
function voices(orders: TestOrders, orderId: string) {
  const paymentId = randomUUID();
  return {
    reserved: () =>
      orders.tell(InventoryReserved, { orderId, items: [{ productId: randomUUID(), quantity: 2 }] }),
    rejected: () =>
      orders.tell(InventoryRejected, {
        orderId,
        shortages: [{ productId: randomUUID(), requested: 2, available: 1 }],
      }),
    released: () => orders.tell(InventoryReleased, { orderId }),
    paid: () => orders.tell(PaymentCompleted, { paymentId, orderId, amount: usd(TOTAL) }),
    declined: () =>
      orders.tell(PaymentFailed, {
        paymentId,
        orderId,
        code: 'CARD_DECLINED',
        message: 'The card was declined.',
      }),
    action: () =>
      orders.tell(PaymentActionRequired, {
        paymentId,
        orderId,
        userId: randomUUID(),
        clientSecret: 'secret',
      }),
    refunded: (cents = TOTAL, total = cents) =>
      orders.tell(PaymentRefunded, {
        paymentId,
        orderId,
        refundId: randomUUID(),
        amount: usd(cents),
        totalRefunded: usd(total),
      }),
  };
}

/** Places an order of two pieces of a chair; `say` speaks for the other services. */
export async function placeOrder(orders: TestOrders) {
  const userId = randomUUID();
  const orderId = await orders.place(userId);
  const say = voices(orders, orderId);
  const cancel = async (idempotencyKey: string = randomUUID()) => {
    const mutation = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { status } userErrors { code } } }`;
    const { data } = await orders.query(mutation, { input: { idempotencyKey, orderId } }, testUser(userId));
    return data.cancelOrder as { order: { status: string } | null; userErrors: { code: string }[] };
  };
  const count = async (type: string) => (await orders.sent(type, orderId)).length;
  const state = async () => {
    const { status, failureCode, saga, shipment } = await orders.read(orderId);
    return {
      status,
      failure: failureCode,
      saga: saga?.state,
      step: saga?.step,
      shipment: shipment?.status ?? null,
    };
  };
  return { orderId, userId, say, cancel, count, state };
}

/** The same, reserved and paid. */
export async function placeConfirmedOrder(orders: TestOrders) {
  const order = await placeOrder(orders);
  await order.say.reserved();
  await order.say.paid();
  return order;
}
