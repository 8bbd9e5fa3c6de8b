import { randomUUID } from 'node:crypto';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeConfirmedOrder, placeOrder, TOTAL } from '../testing/place-order.js';
import { startOrders, type TestOrders } from '../testing/start-orders.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

describe('cancelOrder', () => {
  it('waits for a reservation that is under way, and gives it back', async () => {
    const { say, cancel, state, count } = await placeOrder(orders);
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
    const { say, cancel, state } = await placeOrder(orders);
    await cancel();
    await say.rejected();
    expect(await state()).toMatchObject({ status: 'CANCELLED', failure: 'CANCELLED_BY_CUSTOMER' });
  });

  it('waits for a charge that is under way, and refunds it', async () => {
    const { orderId, say, cancel, state, count } = await placeOrder(orders);
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
      const { say, cancel, state, count } = await placeOrder(orders);
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
    const { orderId, say, cancel, state } = await placeOrder(orders);
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
    const { orderId, say, cancel, state, count } = await placeConfirmedOrder(orders);
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
    const { say, cancel, count } = await placeConfirmedOrder(orders);
    await Promise.all([cancel(), cancel(), cancel()]);
    expect(await count('RefundPayment')).toBe(1);
    await say.refunded();
    await say.released();
    expect(await cancel()).toMatchObject({ order: null, userErrors: [{ code: 'INVALID_STATE' }] });
  });

  it('is done once for a key, however often and however fast it is sent', async () => {
    const { say, cancel, count, state } = await placeConfirmedOrder(orders);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => cancel(key)));
    for (const answer of answers)
      expect(answer).toMatchObject({ order: { status: 'CONFIRMED' }, userErrors: [] });
    expect(await count('RefundPayment')).toBe(1);
    await say.refunded();
    await say.released();
    expect(await cancel(key)).toEqual({ order: { status: 'CANCELLED' }, userErrors: [] });
    expect(await state()).toMatchObject({ saga: 'COMPENSATED' });
  });

  it('refuses a key that was used for another order, and takes one whose first use was refused', async () => {
    const { userId, orderId } = await placeConfirmedOrder(orders);
    const other = await orders.place(userId);
    const cancel = async (input: object) => {
      const mutation = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { userErrors { code field } } }`;
      return (await orders.query(mutation, { input }, testUser(userId))).data.cancelOrder.userErrors;
    };
    const idempotencyKey = randomUUID();
    expect(await cancel({ idempotencyKey, orderId: randomUUID() })).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await cancel({ idempotencyKey, orderId })).toEqual([]);
    for (const another of [{ orderId: other }, { orderId, version: 1 }]) {
      expect(await cancel({ idempotencyKey, ...another })).toEqual([
        { code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] },
      ]);
    }
    expect((await orders.read(other)).status).toBe('PENDING');
  });
});
