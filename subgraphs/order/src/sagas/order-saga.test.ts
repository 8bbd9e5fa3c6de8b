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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOrders, type TestOrders } from '../testing/start-orders.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

const usd = (cents: number) => ({ cents, currencyCode: 'USD' });
const TOTAL = 5_500;

/** What the other services say, for an order of {@link TOTAL}. */
function voices(orderId: string) {
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

async function place() {
  const userId = randomUUID();
  const orderId = await orders.place(userId);
  const say = voices(orderId);
  const cancel = async () => {
    const mutation = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { status } userErrors { code } } }`;
    const { data } = await orders.query(mutation, { input: { orderId } }, testUser(userId));
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
  return { orderId, say, cancel, count, state };
}

async function placeConfirmed() {
  const order = await place();
  await order.say.reserved();
  await order.say.paid();
  return order;
}

describe('an order whose services all say yes', () => {
  it('goes from PENDING over RESERVED and PAID to CONFIRMED, one command at a time', async () => {
    const { orderId, say, count, state } = await place();
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
    const { orderId, say } = await place();
    const token = async () => (await orders.read(orderId)).saga?.paymentMethodToken;
    await say.reserved();
    expect(await token()).toBe('tok_visa');
    await say.paid();
    expect(await token()).toBeNull();
  });

  it('waits for a customer who has to confirm, without the card token', async () => {
    const { orderId, say, state } = await place();
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
    const { orderId, say, state, count } = await place();
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
    const { say, state, count } = await place();
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
    const { say, state, count } = await place();
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
    const { say, state, count } = await placeConfirmed();
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

describe('messages that come again, late or in the wrong order', () => {
  it('change nothing when they come twice with the same id', async () => {
    const { orderId, count, say } = await place();
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
      const { say, state, count } = await placeConfirmed();
      await say[news]();
      expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPLETED', shipment: 'PENDING' });
      expect(await count('ProcessPayment')).toBe(1);
      expect(await count('OrderConfirmed')).toBe(1);
    },
  );

  it('have two at once handled one after the other', async () => {
    const { say, state, count } = await place();
    await Promise.all(Array.from({ length: 8 }, () => say.reserved()));
    expect(await count('ProcessPayment')).toBe(1);
    await Promise.all([say.paid(), say.reserved(), say.paid(), say.paid()]);
    expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPLETED' });
    expect(await count('OrderConfirmed')).toBe(1);
    expect(await count('ShipmentCreated')).toBe(1);
  });

  it('refund a charge that succeeds after the order was cancelled', async () => {
    const { say, state, count } = await place();
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
    const { say, state, count } = await place();
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
    const { say, state, count } = await place();
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

describe('cancelOrder', () => {
  it('waits for a reservation that is under way, and gives it back', async () => {
    const { say, cancel, state, count } = await place();
    expect(await cancel()).toMatchObject({ userErrors: [] });
    expect(await count('ReleaseInventory')).toBe(0);
    await say.reserved();
    expect(await count('ReleaseInventory')).toBe(1);
    await say.released();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'CANCELLED_BY_CUSTOMER',
      saga: 'COMPENSATED',
    });
    expect(await count('ProcessPayment')).toBe(0);
  });

  it('is done when the reservation that is under way fails anyway', async () => {
    const { say, cancel, state } = await place();
    await cancel();
    await say.rejected();
    expect(await state()).toMatchObject({ status: 'CANCELLED', failure: 'CANCELLED_BY_CUSTOMER' });
  });

  it('waits for a charge that is under way, and refunds it', async () => {
    const { orderId, say, cancel, state, count } = await place();
    await say.reserved();
    await cancel();
    expect(await count('RefundPayment')).toBe(0);
    await say.paid();
    expect((await orders.sent('RefundPayment', orderId))[0]?.data).toMatchObject({
      amount: null,
      reason: 'CANCELLED_BY_CUSTOMER',
    });
    expect(await count('ReleaseInventory')).toBe(0);
    await say.refunded();
    expect(await count('ReleaseInventory')).toBe(1);
    await say.released();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'CANCELLED_BY_CUSTOMER',
      shipment: null,
    });
  });

  it.each(['declined', 'refunded nothing'] as const)(
    'calls off a charge that waits for the customer (%s)',
    async (answer) => {
      const { say, cancel, state, count } = await place();
      await say.reserved();
      await say.action();
      await cancel();
      expect(await count('RefundPayment')).toBe(1);
      await (answer === 'declined' ? say.declined() : say.refunded(0));
      expect(await count('ReleaseInventory')).toBe(1);
      await say.released();
      expect(await state()).toMatchObject({ status: 'CANCELLED', saga: 'COMPENSATED' });
    },
  );

  it('refunds a charge that succeeds while it is being called off', async () => {
    const { orderId, say, cancel, state } = await place();
    await say.reserved();
    await say.action();
    await cancel();
    await say.paid();
    // "Nothing to give back" may still be the answer to the first command.
    await say.refunded(0);
    expect(await state()).toMatchObject({ saga: 'COMPENSATING', step: 'processPayment' });
    await say.refunded();
    await say.released();
    expect(await state()).toMatchObject({ status: 'CANCELLED', saga: 'COMPENSATED' });
    const keys = (await orders.sent('RefundPayment', orderId)).map(
      (message) => (message.data as { idempotencyKey: string }).idempotencyKey,
    );
    expect(new Set(keys).size).toBe(2);
  });

  it('undoes a confirmed order in reverse: parcel, money, stock', async () => {
    const { orderId, say, cancel, state, count } = await placeConfirmed();
    expect(await cancel()).toMatchObject({ order: { status: 'CONFIRMED' }, userErrors: [] });
    expect(await state()).toMatchObject({
      status: 'CONFIRMED',
      saga: 'COMPENSATING',
      step: 'processPayment',
      shipment: 'CANCELLED',
    });
    expect(await count('ReleaseInventory')).toBe(0);
    await say.refunded();
    expect(await state()).toMatchObject({ status: 'CONFIRMED', step: 'reserveInventory' });
    await say.released();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'CANCELLED_BY_CUSTOMER',
      saga: 'COMPENSATED',
    });
    expect(await count('OrderCancelled')).toBe(1);
    expect(await count('OrderRefunded')).toBe(0);
    const { refundedCents } = await orders.read(orderId);
    expect(refundedCents).toBe(BigInt(TOTAL));
  });

  it('may be asked twice while it is under way, and is refused when it is over', async () => {
    const { say, cancel, count } = await placeConfirmed();
    await Promise.all([cancel(), cancel(), cancel()]);
    expect(await count('RefundPayment')).toBe(1);
    await say.refunded();
    await say.released();
    expect(await cancel()).toMatchObject({ order: null, userErrors: [{ code: 'INVALID_STATE' }] });
  });
});

describe('a refund by the shop', () => {
  it('in part tells the customer and leaves the order as it is', async () => {
    const { orderId, say, state } = await placeConfirmed();
    await say.refunded(1_000);
    expect(await state()).toMatchObject({ status: 'CONFIRMED', saga: 'COMPLETED', shipment: 'PENDING' });
    expect((await orders.sent('OrderRefunded', orderId))[0]?.data).toMatchObject({ amount: usd(1_000) });
  });

  it('of everything ends the order, keeps the parcel, and puts the pieces back on sale', async () => {
    const { say, state, count } = await placeConfirmed();
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
