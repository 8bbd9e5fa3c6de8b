import { randomUUID } from 'node:crypto';
import { InventoryReleased, PaymentRefunded } from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandboxCarrier } from '../adapters/sandbox-carrier/create-sandbox-carrier.js';
import type { Carrier } from '../ports/carrier.js';
import { admin, SHIPMENT, startAskedOrders, type AskedOrders } from '../testing/ask-orders.js';

/** Milliseconds from one station to the next. */
const PACE = 60_000;

let orders: AskedOrders;
/** Set by a test that wants the carrier's answer to get lost after the carrier has done what it was asked. */
let isDeaf = false;

beforeAll(async () => {
  const deafable: Carrier = {
    name: 'Sandbox',
    book: async (parcel) => lose(await carrier.book(parcel)),
    cancel: async (shipmentId) => lose(await carrier.cancel(shipmentId)),
    track: async (shipmentId) => lose(await carrier.track(shipmentId)),
  };
  orders = await startAskedOrders({ carriers: { kind: 'custom', carriers: [deafable] } });
  const carrier = createSandboxCarrier({ database: orders.database, pace: PACE, now: orders.now });
});
afterAll(() => orders.stop());

function lose<Answer>(answer: Answer): Answer {
  if (isDeaf) throw new Error('The connection was lost.');
  return answer;
}

/** A confirmed order whose parcel an administrator books with the sandbox. */
async function bookedOrder(input: object = {}) {
  const userId = randomUUID();
  const orderId = await orders.confirmed(userId);
  const { shipment: answer, ...rest } = await orders.mutate(
    'createShipment',
    SHIPMENT,
    { orderId, carrier: 'sandbox', ...input },
    admin,
  );
  const shipment = async () => {
    const { status, shipment: now } = await orders.read(orderId);
    return { order: status, ...now };
  };
  const { id: shipmentId = '' } = await shipment();
  return { userId, orderId, shipmentId, answer, shipment, ...rest };
}

const parcelOf = (shipmentId: string) =>
  orders.database.sandboxParcel.findUniqueOrThrow({ where: { shipmentId } });

async function pass(milliseconds: number, replicas = 1): Promise<void> {
  orders.passTime(milliseconds);
  await orders.askCarriers(replicas);
}

describe('a parcel that is booked with a connected carrier', () => {
  it('gets its number there, and moves along by what the carrier tells', async () => {
    const { orderId, shipmentId, answer, shipment } = await bookedOrder();
    const { trackingNumber } = await parcelOf(shipmentId);
    expect(answer).toMatchObject({
      status: 'PENDING',
      carrier: 'Sandbox',
      trackingNumber,
      order: { status: 'CONFIRMED' },
    });
    await pass(PACE / 2);
    expect(await shipment()).toMatchObject({ order: 'CONFIRMED', status: 'PENDING' });
    await pass(PACE / 2);
    expect(await shipment()).toMatchObject({ order: 'SHIPPED', status: 'SHIPPED', trackingNumber });
    await pass(PACE);
    expect(await shipment()).toMatchObject({ order: 'SHIPPED', status: 'IN_TRANSIT' });
    await pass(PACE);
    expect(await shipment()).toMatchObject({
      order: 'DELIVERED',
      status: 'DELIVERED',
      carrierCheckAt: null,
    });
    const statuses = (await orders.sent('ShipmentUpdated', orderId)).map(
      ({ data }) => (data as { status: string }).status,
    );
    expect(statuses).toEqual(['PENDING', 'SHIPPED', 'IN_TRANSIT', 'DELIVERED']);
    expect(await orders.sent('OrderDelivered', orderId)).toHaveLength(1);
    // What nobody did is in no audit log.
    expect((await orders.sent('AuditRecorded', shipmentId)).map(({ data }) => data)).toMatchObject([
      { action: 'CREATE_SHIPMENT', after: { carrier: 'Sandbox' } },
    ]);
  });

  it('has left and arrived when nobody asked in between, and is told once, however many ask', async () => {
    const { orderId, shipment } = await bookedOrder();
    await pass(3 * PACE, 5);
    expect(await shipment()).toMatchObject({ order: 'DELIVERED', status: 'DELIVERED' });
    const statuses = (await orders.sent('ShipmentUpdated', orderId)).map(
      ({ data }) => (data as { status: string }).status,
    );
    expect(statuses).toEqual(['PENDING', 'SHIPPED', 'DELIVERED']);
    expect(await orders.sent('OrderDelivered', orderId)).toHaveLength(1);
  });

  it('is not booked again by a repetition, nor by another carrier', async () => {
    const idempotencyKey = randomUUID();
    const { orderId, shipmentId, answer } = await bookedOrder({ idempotencyKey });
    const repeat = (input: object) =>
      orders.mutate('createShipment', SHIPMENT, { idempotencyKey, orderId, ...input }, admin);
    expect((await repeat({ carrier: 'sandbox' })).shipment).toEqual(answer);
    const another = await repeat({ idempotencyKey: randomUUID(), carrier: 'UPS', trackingNumber: '1Z' });
    expect(another.userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect(await orders.sent('AuditRecorded', shipmentId)).toHaveLength(1);
  });

  it('keeps its booking when the answer to it got lost', async () => {
    isDeaf = true;
    const { shipmentId, answer, userErrors, shipment } = await bookedOrder();
    isDeaf = false;
    expect(userErrors).toEqual([]);
    expect(answer).toMatchObject({ status: 'PENDING', trackingNumber: null });
    const { trackingNumber, bookedAt } = await parcelOf(shipmentId);
    await pass(5_000);
    expect(await shipment()).toMatchObject({ status: 'PENDING', trackingNumber });
    expect((await parcelOf(shipmentId)).bookedAt).toEqual(bookedAt);
  });

  it('is called off when its order is cancelled before it was collected, also where its number is not known', async () => {
    for (const deaf of [false, true]) {
      isDeaf = deaf;
      const { userId, orderId, shipmentId, shipment } = await bookedOrder();
      isDeaf = false;
      await cancel(userId, orderId);
      expect(await shipment()).toMatchObject({ status: 'CANCELLED' });
      expect((await parcelOf(shipmentId)).cancelledAt).toBeNull();
      await orders.askCarriers();
      expect((await parcelOf(shipmentId)).cancelledAt).not.toBeNull();
      expect(await shipment()).toMatchObject({ status: 'CANCELLED', carrierCheckAt: null });
    }
    expect(orders.alerts).toEqual([]);
  });

  it('calls for somebody when it was collected before its order was cancelled', async () => {
    const { userId, orderId, shipmentId, shipment } = await bookedOrder();
    orders.passTime(PACE);
    await cancel(userId, orderId);
    await orders.askCarriers();
    expect(orders.alerts).toEqual([
      { orderId, problem: 'The order was cancelled, and its parcel has left with Sandbox.' },
    ]);
    expect((await parcelOf(shipmentId)).cancelledAt).toBeNull();
    expect(await shipment()).toMatchObject({ order: 'CANCELLED', carrierCheckAt: null });
    orders.alerts.length = 0;
  });

  it('can be given to another when the carrier has called it off', async () => {
    const { orderId, shipmentId, shipment } = await bookedOrder();
    await orders.database.sandboxParcel.update({
      where: { shipmentId },
      data: { cancelledAt: orders.now() },
    });
    await pass(5_000);
    expect(orders.alerts).toMatchObject([{ orderId }]);
    expect(await shipment()).toMatchObject({
      status: 'PENDING',
      trackingNumber: null,
      carrierCheckAt: null,
    });
    const sent = await orders.mutate('createShipment', SHIPMENT, { orderId, carrier: 'UPS' }, admin);
    expect(sent.shipment).toMatchObject({ status: 'SHIPPED', carrier: 'UPS' });
    orders.alerts.length = 0;
  });

  it('is left to those who report it when they give a number of their own', async () => {
    const { answer, shipment } = await bookedOrder({ trackingNumber: 'MINE' });
    expect(answer).toMatchObject({ status: 'SHIPPED', trackingNumber: 'MINE' });
    expect((await shipment()).carrierCheckAt).toBeNull();
  });
});

async function cancel(userId: string, orderId: string): Promise<void> {
  await orders.mutate('cancelOrder', 'order { status }', { orderId }, testUser(userId));
  const { totalCents } = await orders.read(orderId);
  const amount = { cents: Number(totalCents), currencyCode: 'USD' };
  const refund = { paymentId: randomUUID(), orderId, refundId: randomUUID(), amount, totalRefunded: amount };
  await orders.tell(PaymentRefunded, refund);
  await orders.tell(InventoryReleased, { orderId });
}
