import { randomUUID } from 'node:crypto';
import { InventoryReleased, PaymentRefunded } from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, SHIPMENT, startAskedOrders, type AskedOrders } from '../testing/ask-orders.js';

let orders: AskedOrders;

beforeAll(async () => {
  orders = await startAskedOrders();
});
afterAll(() => orders.stop());

/** An order whose parcel has left; `returnIt` reports that it came back. */
async function shippedOrder(status?: 'IN_TRANSIT' | 'DELIVERED') {
  const userId = randomUUID();
  const orderId = await orders.confirmed(userId);
  await orders.mutate('createShipment', SHIPMENT, { orderId, carrier: 'UPS' }, admin);
  const { shipment, totalCents } = await orders.read(orderId);
  const shipmentId = shipment?.id ?? '';
  if (status !== undefined)
    await orders.mutate('updateShipment', SHIPMENT, { shipmentId, version: 2, status }, admin);
  const version = status === undefined ? 2 : 3;
  const returnIt = (input: object = {}) =>
    orders.mutate('returnShipment', SHIPMENT, { shipmentId, version, restock: true, ...input }, admin);
  const refunded = (cents: number, total = cents) => {
    const usd = (amount: number) => ({ cents: amount, currencyCode: 'USD' });
    const refund = { paymentId: randomUUID(), orderId, refundId: randomUUID() };
    return orders.tell(PaymentRefunded, { ...refund, amount: usd(cents), totalRefunded: usd(total) });
  };
  return { userId, orderId, shipmentId, version, returnIt, refunded, totalCents: Number(totalCents) };
}

const dataOf = async (type: string, id: string) => (await orders.sent(type, id)).map(({ data }) => data);

describe('returnShipment', () => {
  it.each([undefined, 'IN_TRANSIT', 'DELIVERED'] as const)(
    'gives the money and the pieces of a parcel back that has left (%s)',
    async (status) => {
      const { orderId, shipmentId, returnIt, refunded, totalCents } = await shippedOrder(status);
      const orderStatus = status === 'DELIVERED' ? 'DELIVERED' : 'SHIPPED';
      expect(await returnIt()).toMatchObject({
        shipment: { status: 'RETURNED', order: { status: orderStatus } },
        userErrors: [],
      });
      expect(await dataOf('RefundPayment', orderId)).toEqual([
        { orderId, amount: null, reason: 'RETURNED', idempotencyKey: `${orderId}:return` },
      ]);
      expect(await dataOf('ReleaseInventory', orderId)).toEqual([{ orderId, reason: 'RETURNED' }]);
      expect((await dataOf('ShipmentUpdated', orderId)).at(-1)).toMatchObject({ status: 'RETURNED' });
      expect((await dataOf('AuditRecorded', shipmentId)).at(-1)).toMatchObject({
        action: 'RETURN_SHIPMENT',
        before: { status: status ?? 'SHIPPED', restock: null },
        after: { status: 'RETURNED', restock: true },
      });

      await orders.tell(InventoryReleased, { orderId });
      await refunded(totalCents);
      const order = await orders.read(orderId);
      expect(order).toMatchObject({ status: 'REFUNDED', saga: { state: 'COMPLETED' } });
      expect(order.shipment?.returnedAt).not.toBeNull();
      expect(order.timeline.map(({ note }) => note)).toContain('The parcel came back.');
      expect(await orders.sent('OrderRefunded', orderId)).toHaveLength(1);
      // Nothing is undone that the return has not undone already.
      expect(await orders.sent('ReleaseInventory', orderId)).toHaveLength(1);
    },
  );

  it('leaves the stock alone when the pieces cannot be sold again', async () => {
    const { orderId, returnIt, refunded, totalCents } = await shippedOrder('DELIVERED');
    await returnIt({ restock: false });
    await refunded(totalCents);
    expect((await orders.read(orderId)).status).toBe('REFUNDED');
    expect(await orders.sent('ReleaseInventory', orderId)).toEqual([]);
  });

  it('takes back what was refunded before, in part or as a whole', async () => {
    const part = await shippedOrder('DELIVERED');
    await part.refunded(100);
    await part.returnIt();
    await part.refunded(part.totalCents - 100, part.totalCents);
    expect((await orders.read(part.orderId)).status).toBe('REFUNDED');

    const whole = await shippedOrder('DELIVERED');
    await whole.refunded(whole.totalCents);
    expect((await whole.returnIt()).shipment).toMatchObject({
      status: 'RETURNED',
      order: { status: 'REFUNDED' },
    });
    // The answer of a payment of which nothing is left.
    await whole.refunded(0, whole.totalCents);
    expect(await orders.sent('OrderRefunded', whole.orderId)).toHaveLength(1);
  });

  it('happens once, however often and however fast it is reported', async () => {
    const { orderId, shipmentId, returnIt } = await shippedOrder('DELIVERED');
    const idempotencyKey = randomUUID();
    for (const answer of await Promise.all(Array.from({ length: 5 }, () => returnIt({ idempotencyKey }))))
      expect(answer).toMatchObject({ shipment: { status: 'RETURNED' }, userErrors: [] });
    for (const input of [{ restock: false }, { version: 4 }])
      expect((await returnIt({ idempotencyKey, ...input })).userErrors).toEqual([
        { code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] },
      ]);
    expect((await returnIt()).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    expect((await returnIt({ version: 4 })).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect(await orders.sent('RefundPayment', orderId)).toHaveLength(1);
    expect(await orders.sent('ReleaseInventory', orderId)).toHaveLength(1);
    const update = { shipmentId, version: 4, trackingNumber: '1Z' };
    expect((await orders.mutate('updateShipment', SHIPMENT, update, admin)).userErrors).toMatchObject([
      { code: 'INVALID_STATE' },
    ]);
  });

  it('is refused for what has not left, for what is unknown, and by another door', async () => {
    const userId = randomUUID();
    const orderId = await orders.confirmed(userId);
    const { shipment } = await orders.read(orderId);
    const pending = { shipmentId: shipment?.id, version: 1, restock: true };
    expect((await orders.mutate('returnShipment', SHIPMENT, pending, admin)).userErrors).toMatchObject([
      { code: 'INVALID_STATE' },
    ]);
    const unknown = { ...pending, shipmentId: randomUUID() };
    expect((await orders.mutate('returnShipment', SHIPMENT, unknown, admin)).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect((await orders.mutate('returnShipment', SHIPMENT, pending, testUser(userId))).codes).toEqual([
      'FORBIDDEN',
    ]);
    const left = await shippedOrder();
    const update = { shipmentId: left.shipmentId, version: 2, status: 'RETURNED' };
    expect((await orders.mutate('updateShipment', SHIPMENT, update, admin)).userErrors).toEqual([
      { code: 'INVALID_STATE', field: ['input', 'status'] },
    ]);
  });

  it('ends the questions to the carrier of a parcel that comes back on its way', async () => {
    const orderId = await orders.confirmed(randomUUID());
    await orders.mutate('createShipment', SHIPMENT, { orderId, carrier: 'Sandbox' }, admin);
    orders.passTime(60_000);
    await orders.askCarriers();
    const { shipment } = await orders.read(orderId);
    const input = { shipmentId: shipment?.id, version: shipment?.version, restock: true };
    await orders.mutate('returnShipment', SHIPMENT, input, admin);
    orders.passTime(120_000);
    expect(await orders.askCarriers()).toBe(0);
    expect((await orders.read(orderId)).shipment).toMatchObject({ status: 'RETURNED', carrierCheckAt: null });
  });
});
