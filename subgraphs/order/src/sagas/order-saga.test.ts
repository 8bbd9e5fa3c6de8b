import { randomUUID } from 'node:crypto';
import { InventoryReleased } from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeConfirmedOrder, placeOrder, TOTAL, usd } from '../testing/place-order.js';
import { startOrders, type TestOrders } from '../testing/start-orders.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

describe('an order whose services all say yes', () => {
  it('goes from PENDING over RESERVED and PAID to CONFIRMED, one command at a time', async () => {
    const { orderId, say, count, state } = await placeOrder(orders);
    expect(await state()).toMatchObject({ status: 'PENDING', saga: 'RUNNING', step: 'reserveInventory' });
    expect(await count('OrderCreated')).toBe(1);
    const [reserve] = await orders.sent('ReserveInventory', orderId);
    expect(reserve?.data).toMatchObject({ orderId, items: [{ quantity: 2 }] });

    await say.reserved();
    expect(await state()).toMatchObject({ status: 'RESERVED', saga: 'RUNNING', step: 'processPayment' });
    const [charge] = await orders.sent('ProcessPayment', orderId);
    expect(charge?.data).toMatchObject({ orderId, amount: usd(TOTAL), paymentMethodToken: 'tok_visa' });
    expect(charge?.correlationId).toBe(reserve?.correlationId);

    await say.paid();
    expect(await state()).toEqual({
      status: 'CONFIRMED',
      failure: null,
      saga: 'COMPLETED',
      step: 'createShipment',
      shipment: 'PENDING',
    });
    for (const type of ['ShipmentCreated', 'OrderConfirmed', 'CommitInventory'])
      expect(await count(type), type).toBe(1);
    const { timeline, saga } = await orders.read(orderId);
    expect(timeline.map((entry) => entry.status)).toEqual(['PENDING', 'RESERVED', 'PAID', 'CONFIRMED']);
    expect(saga?.history.filter((event) => event.kind === 'COMPLETED').map((event) => event.step)).toEqual([
      'validateOrder',
      'reserveInventory',
      'processPayment',
      'createShipment',
    ]);
  });

  it('keeps the card token until the charge is decided and not longer', async () => {
    const { orderId, say } = await placeOrder(orders);
    const token = async () => (await orders.read(orderId)).saga?.paymentMethodToken;
    await say.reserved();
    expect(await token()).toBe('tok_visa');
    await say.paid();
    expect(await token()).toBeNull();
  });

  it('waits for a customer who has to confirm, without the card token', async () => {
    const { orderId, say, state } = await placeOrder(orders);
    await say.reserved();
    await say.action();
    const { saga } = await orders.read(orderId);
    expect(saga).toMatchObject({ awaits: 'CUSTOMER', paymentMethodToken: null });
    await say.paid();
    expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPLETED' });
  });
});

describe('an order with a failing step', () => {
  it('is cancelled at once when the stock is short', async () => {
    const { orderId, say, state, count } = await placeOrder(orders);
    await say.rejected();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'OUT_OF_STOCK',
      saga: 'COMPENSATED',
    });
    expect(await count('ReleaseInventory')).toBe(0);
    expect((await orders.sent('OrderCancelled', orderId))[0]?.data).toMatchObject({ code: 'OUT_OF_STOCK' });
    expect((await orders.read(orderId)).saga?.paymentMethodToken).toBeNull();
  });

  it('gives the stock back before it is cancelled when the card is declined', async () => {
    const { say, state, count } = await placeOrder(orders);
    await say.reserved();
    await say.declined();
    expect(await state()).toMatchObject({
      status: 'RESERVED',
      saga: 'COMPENSATING',
      step: 'reserveInventory',
    });
    expect(await count('ReleaseInventory')).toBe(1);
    await say.released();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'PAYMENT_DECLINED',
      saga: 'COMPENSATED',
      shipment: null,
    });
    expect(await count('RefundPayment')).toBe(0);
  });

  it('is cancelled when its reservation runs out, and what was charged meanwhile goes back', async () => {
    const { say, state, count } = await placeOrder(orders);
    await say.reserved();
    await say.released();
    expect(await state()).toMatchObject({ status: 'RESERVED', saga: 'COMPENSATING', step: 'processPayment' });
    await say.paid();
    expect(await count('RefundPayment')).toBe(1);
    await say.refunded();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'RESERVATION_EXPIRED',
      saga: 'COMPENSATED',
    });
  });

  it('is undone after it was confirmed when the pieces were sold to somebody else', async () => {
    const { say, state, count } = await placeConfirmedOrder(orders);
    await say.rejected();
    expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPENSATING', shipment: 'CANCELLED' });
    await say.refunded();
    expect(await count('ReleaseInventory')).toBe(1);
    await say.released();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'OUT_OF_STOCK',
      saga: 'COMPENSATED',
    });
  });
});

describe('an order whose reservation ran out after its parcel has left', () => {
  it('stays as it is, and the operators are told what the books do not say', async () => {
    const { orderId, say, state } = await placeConfirmedOrder(orders);
    const ship = `mutation ($input: CreateShipmentInput!) { createShipment(input: $input) { userErrors { code } } }`;
    const admin = testUser(randomUUID(), 'ADMIN');
    await orders.query(ship, { input: { idempotencyKey: randomUUID(), orderId, carrier: 'UPS' } }, admin);
    const before = await state();
    expect(before).toMatchObject({ status: 'SHIPPED', saga: 'COMPLETED' });
    await say.rejected();
    expect(await state()).toEqual(before);
    const { saga } = await orders.read(orderId);
    expect((await orders.sent('ReservationLost', orderId)).map(({ data }) => data)).toEqual([
      {
        sagaId: saga?.id,
        orderId,
        number: expect.stringMatching(/^TA-/) as string,
        orderStatus: 'SHIPPED',
        problem: expect.stringMatching(
          /not enough in stock of ".+"\. The order is SHIPPED already\.$/,
        ) as string,
      },
    ]);
    expect(await orders.sent('SagaParked', orderId)).toEqual([]);
  });
});

describe('messages that come again, late or in the wrong order', () => {
  it('change nothing when they come twice with the same id', async () => {
    const { orderId, count, say } = await placeOrder(orders);
    await say.reserved();
    const [message] = await orders.sent('ProcessPayment', orderId);
    expect(message).toBeDefined();
    const before = await orders.read(orderId);
    const again = {
      ...message!,
      type: 'InventoryReserved',
      data: { orderId, items: [{ productId: randomUUID(), quantity: 1 }] },
    };
    await orders.bus.deliver(again);
    const once = await orders.read(orderId);
    await orders.bus.deliver(again);
    expect(await orders.read(orderId)).toEqual(once);
    expect(once.saga?.history).toHaveLength((before.saga?.history.length ?? 0) + 1);
    expect(await count('ProcessPayment')).toBe(1);
  });

  it.each(['reserved', 'paid', 'declined', 'action'] as const)(
    'ignore "%s" once the order is confirmed',
    async (news) => {
      const { say, state, count } = await placeConfirmedOrder(orders);
      await say[news]();
      expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPLETED', shipment: 'PENDING' });
      expect(await count('ProcessPayment')).toBe(1);
      expect(await count('OrderConfirmed')).toBe(1);
    },
  );

  it('have two at once handled one after the other', async () => {
    const { say, state, count } = await placeOrder(orders);
    await Promise.all(Array.from({ length: 8 }, () => say.reserved()));
    expect(await count('ProcessPayment')).toBe(1);
    await Promise.all([say.paid(), say.reserved(), say.paid(), say.paid()]);
    expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPLETED' });
    expect(await count('OrderConfirmed')).toBe(1);
    expect(await count('ShipmentCreated')).toBe(1);
  });

  it('refund a charge that succeeds after the order was cancelled', async () => {
    const { say, state, count } = await placeOrder(orders);
    await say.reserved();
    await say.declined();
    await say.released();
    await say.paid();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      saga: 'COMPENSATING',
      step: 'processPayment',
    });
    expect(await count('RefundPayment')).toBe(1);
    await say.refunded();
    expect(await state()).toMatchObject({ status: 'CANCELLED', saga: 'COMPENSATED' });
    await say.paid();
    expect(await count('RefundPayment')).toBe(1);
  });

  it('release a reservation that succeeds after the order was cancelled', async () => {
    const { say, state, count } = await placeOrder(orders);
    await say.rejected();
    await say.reserved();
    expect(await count('ReleaseInventory')).toBe(1);
    await say.released();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'OUT_OF_STOCK',
      saga: 'COMPENSATED',
    });
  });

  it('remember a refund that is told before its charge', async () => {
    const { say, state, count } = await placeOrder(orders);
    await say.reserved();
    await say.refunded();
    expect(await state()).toMatchObject({ status: 'RESERVED', saga: 'RUNNING' });
    await say.paid();
    expect(await state()).toMatchObject({ status: 'REFUNDED', saga: 'COMPENSATING', shipment: 'CANCELLED' });
    await say.released();
    expect(await state()).toMatchObject({ status: 'REFUNDED', saga: 'COMPENSATED' });
    expect(await count('OrderCancelled')).toBe(0);
  });

  it('are given up when they are about an order that does not exist', async () => {
    await expect(orders.tell(InventoryReleased, { orderId: randomUUID() })).rejects.toMatchObject({
      code: 'MESSAGE_REJECTED',
    });
  });
});

describe('a refund by the shop', () => {
  it('in part tells the customer and leaves the order as it is', async () => {
    const { orderId, say, state } = await placeConfirmedOrder(orders);
    await say.refunded(1_000);
    expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPLETED', shipment: 'PENDING' });
    expect((await orders.sent('OrderRefunded', orderId))[0]?.data).toMatchObject({ amount: usd(1_000) });
  });

  it('of everything ends the order, keeps the parcel, and puts the pieces back on sale', async () => {
    const { say, state, count } = await placeConfirmedOrder(orders);
    await say.refunded(1_000);
    await say.refunded(TOTAL - 1_000, TOTAL);
    expect(await state()).toEqual({
      status: 'REFUNDED',
      failure: null,
      saga: 'COMPENSATING',
      step: 'reserveInventory',
      shipment: 'CANCELLED',
    });
    await say.released();
    expect(await state()).toMatchObject({ status: 'REFUNDED', failure: null, saga: 'COMPENSATED' });
    expect(await count('OrderRefunded')).toBe(2);
    expect(await count('RefundPayment')).toBe(0);
  });
});
