import { randomUUID } from 'node:crypto';
import { CreateShipmentDocument, ReturnShipmentDocument } from '@techally/client-admin';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import { requireData } from '../ownership/send-operation.js';

// A parcel goes out with the sandbox carrier, arrives by itself, and comes back: over every service and the bus.

const PATIENCE = { timeout: 20_000, interval: 50 };

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ carriers: { kind: 'sandbox', pace: 300 } });
});
afterAll(() => stack.stop());

const ORDER = `query ($id: ID!) { order(id: $id) {
  status total { amount } timeline { note } shipment { id status version carrier trackingNumber }
  payment { status refundedAmount { amount } } items { product { stock { available } } }
} }`;

async function until(account: TestAccount, id: string, holds: (order: any) => boolean): Promise<any> {
  return vi.waitFor(async () => {
    const { order } = await requireData(stack, ORDER, { id }, account.accessToken);
    if (!holds(order)) throw new Error(JSON.stringify(order));
    return order;
  }, PATIENCE);
}

it('an order is shipped, delivered by the carrier’s own news, returned and refunded, and its pieces are sold again', async () => {
  const [customer, admin] = [await stack.customer(), await stack.admin()];
  const { productIds } = await seedShop(stack, { products: 1, stock: 10 });
  const { id } = await placeOrder(customer, { productId: productIds[0] ?? '', quantity: 3 });
  await until(customer, id, ({ status }) => status === 'CONFIRMED');

  const { createShipment } = await admin.client.request(CreateShipmentDocument, {
    input: { idempotencyKey: randomUUID(), orderId: id, carrier: 'Sandbox' },
  });
  expect(createShipment).toMatchObject({
    shipment: { trackingNumber: expect.stringMatching(/^SB/) },
    userErrors: [],
  });
  const delivered = await until(customer, id, ({ status }) => status === 'DELIVERED');
  expect(delivered).toMatchObject({
    shipment: { status: 'DELIVERED', carrier: 'Sandbox' },
    payment: { status: 'SUCCEEDED' },
    items: [{ product: { stock: { available: 7 } } }],
  });

  const { id: shipmentId, version } = delivered.shipment;
  const input = { idempotencyKey: randomUUID(), shipmentId, version, restock: true };
  for (const _ of [1, 2]) {
    const { returnShipment } = await admin.client.request(ReturnShipmentDocument, { input });
    expect(returnShipment).toMatchObject({ shipment: { status: 'RETURNED' }, userErrors: [] });
  }
  const returned = await until(
    customer,
    id,
    ({ status, items }) => status === 'REFUNDED' && items[0].product.stock.available === 10,
  );
  expect(returned).toMatchObject({
    shipment: { status: 'RETURNED' },
    payment: { status: 'REFUNDED', refundedAmount: delivered.total },
  });
  expect(returned.timeline.map(({ note }: { note: string }) => note)).toContain('The parcel came back.');

  await stack.settled();
  const { stockItem } = await requireData(
    stack,
    'query ($id: ID!) { stockItem(productId: $id) { onHand reserved movements(first: 9) { edges { node { reason onHandDelta } } } } }',
    { id: productIds[0] },
    admin.accessToken,
  );
  expect(stockItem).toMatchObject({ onHand: 10, reserved: 0 });
  const moves = stockItem.movements.edges.map(({ node }: any) => [node.reason, node.onHandDelta]);
  expect(moves.filter(([reason]: [string]) => reason === 'RETURN')).toEqual([['RETURN', 3]]);
  const notified = await requireData(
    stack,
    '{ notifications(first: 20) { edges { node { template } } } }',
    {},
    customer.accessToken,
  );
  const templates = notified.notifications.edges.map(({ node }: any) => node.template);
  expect(templates).toEqual(expect.arrayContaining(['order-shipped', 'order-delivered', 'order-refunded']));
});
