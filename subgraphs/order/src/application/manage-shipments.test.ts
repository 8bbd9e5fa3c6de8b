import { randomUUID } from 'node:crypto';
import { requireUser } from '@techally/subgraph-kit';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, SHIPMENT, startAskedOrders, type AskedOrders } from '../testing/ask-orders.js';

let orders: AskedOrders;

beforeAll(async () => {
  orders = await startAskedOrders();
});
afterAll(() => orders.stop());

describe('shipments', () => {
  it('take an order from CONFIRMED over SHIPPED to DELIVERED', async () => {
    const orderId = await orders.confirmed(randomUUID());
    const sent = await orders.mutate(
      'createShipment',
      SHIPMENT,
      { orderId, carrier: 'UPS', trackingNumber: '1Z' },
      admin,
    );
    const shipment = sent.shipment as { id: string; version: number };
    expect(shipment).toMatchObject({
      status: 'SHIPPED',
      carrier: 'UPS',
      trackingNumber: '1Z',
      order: { status: 'SHIPPED' },
    });
    const moved = await orders.mutate(
      'updateShipment',
      SHIPMENT,
      { shipmentId: shipment.id, version: shipment.version, status: 'IN_TRANSIT' },
      admin,
    );
    expect(moved.shipment).toMatchObject({
      status: 'IN_TRANSIT',
      version: shipment.version + 1,
      order: { status: 'SHIPPED' },
    });
    const there = { shipmentId: shipment.id, version: shipment.version + 1, status: 'DELIVERED' };
    expect(await orders.mutate('updateShipment', SHIPMENT, there, admin)).toMatchObject({
      shipment: { status: 'DELIVERED', order: { status: 'DELIVERED' } },
    });
    expect(await orders.sent('ShipmentUpdated', orderId)).toHaveLength(3);
    expect(await orders.sent('OrderDelivered', orderId)).toHaveLength(1);
    // One for each report, each with what was different before and after.
    const state = (status: string, orderStatus?: string) => ({ status, ...(orderStatus && { orderStatus }) });
    expect((await orders.sent('AuditRecorded', shipment.id)).map(({ data }) => data)).toMatchObject([
      {
        actorId: requireUser({ identity: admin }).userId,
        action: 'CREATE_SHIPMENT',
        before: { ...state('PENDING', 'CONFIRMED'), trackingNumber: null },
        after: { ...state('SHIPPED', 'SHIPPED'), trackingNumber: '1Z', carrier: 'UPS' },
      },
      { action: 'UPDATE_SHIPMENT', before: state('SHIPPED'), after: state('IN_TRANSIT') },
      {
        action: 'UPDATE_SHIPMENT',
        before: state('IN_TRANSIT', 'SHIPPED'),
        after: state('DELIVERED', 'DELIVERED'),
      },
    ]);
  });

  it('refuse what the state, the version or the input does not allow', async () => {
    const [pending, orderId] = [await orders.place(randomUUID()), await orders.confirmed(randomUUID())];
    const carrier = 'UPS';
    expect(
      (await orders.mutate('createShipment', SHIPMENT, { orderId: pending, carrier }, admin)).userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect(
      (await orders.mutate('createShipment', SHIPMENT, { orderId: randomUUID(), carrier }, admin)).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(
      (await orders.mutate('createShipment', SHIPMENT, { orderId, carrier: '' }, admin)).userErrors,
    ).toMatchObject([{ code: 'INVALID_INPUT' }]);
    const { shipment } = await orders.read(orderId);
    const update = (change: object) =>
      orders.mutate('updateShipment', SHIPMENT, { shipmentId: shipment?.id, version: 1, ...change }, admin);
    expect((await update({ status: 'DELIVERED' })).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    await orders.mutate('createShipment', SHIPMENT, { orderId, carrier }, admin);
    expect(
      (await orders.mutate('createShipment', SHIPMENT, { orderId, carrier }, admin)).userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect((await update({ status: 'DELIVERED' })).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    for (const status of ['PENDING', 'CANCELLED']) {
      expect((await update({ version: 2, status })).userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
    }
    expect((await update({ version: 2, status: 'SHIPPED', trackingNumber: '2Z' })).shipment).toMatchObject({
      trackingNumber: '2Z',
    });
  });

  it('leave once, however many report it at the same time', async () => {
    const orderId = await orders.confirmed(randomUUID());
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        orders.mutate('createShipment', SHIPMENT, { orderId, carrier: 'UPS' }, admin),
      ),
    );
    expect(answers.filter((answer) => answer.shipment !== null)).toHaveLength(1);
  });

  it('leave once for a key, and each report with it gets the same answer', async () => {
    const [orderId, other] = [await orders.confirmed(randomUUID()), await orders.confirmed(randomUUID())];
    const input = { idempotencyKey: randomUUID(), orderId, carrier: 'UPS', trackingNumber: '1Z' };
    const ship = (change: object = {}, identity = admin) =>
      orders.mutate('createShipment', SHIPMENT, { ...input, ...change }, identity);
    for (const answer of await Promise.all(Array.from({ length: 5 }, () => ship()))) {
      expect(answer).toMatchObject({ shipment: { status: 'SHIPPED', version: 2 }, userErrors: [] });
    }
    const { shipment } = await orders.read(orderId);
    expect(await orders.sent('AuditRecorded', shipment?.id ?? '')).toHaveLength(1);
    const there = { shipmentId: shipment?.id, version: 2, status: 'DELIVERED' };
    await orders.mutate('updateShipment', SHIPMENT, there, admin);
    expect(await ship()).toMatchObject({ shipment: { status: 'DELIVERED', version: 3 }, userErrors: [] });

    for (const change of [{ orderId: other }, { carrier: 'FedEx' }, { trackingNumber: null }]) {
      expect((await ship(change)).userErrors).toEqual([
        { code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] },
      ]);
    }
    // Another administrator's key is another key.
    const colleague = testUser(randomUUID(), 'ADMIN');
    expect(await ship({ orderId: other }, colleague)).toMatchObject({ shipment: { status: 'SHIPPED' } });
  });

  it('do not leave when the order is being cancelled, and a shipped order is not cancelled', async () => {
    const userId = randomUUID();
    const [cancelled, shipped] = [await orders.confirmed(userId), await orders.confirmed(userId)];
    await orders.mutate('cancelOrder', 'order { status }', { orderId: cancelled }, testUser(userId));
    expect(
      (await orders.mutate('createShipment', SHIPMENT, { orderId: cancelled, carrier: 'UPS' }, admin))
        .userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
    await orders.mutate('createShipment', SHIPMENT, { orderId: shipped, carrier: 'UPS' }, admin);
    expect(
      (await orders.mutate('cancelOrder', 'order { status }', { orderId: shipped }, testUser(userId)))
        .userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
  });
});
