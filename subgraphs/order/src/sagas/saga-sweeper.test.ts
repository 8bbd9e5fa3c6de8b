import { randomUUID } from 'node:crypto';
import {
  InventoryReleased,
  InventoryReserved,
  PaymentActionRequired,
  PaymentCompleted,
  PaymentFailed,
  PaymentRefunded,
} from '@techally/contracts';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOrders, type TestOrders } from '../testing/start-orders.js';

let orders: TestOrders;

beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());
beforeEach(async () => {
  // Each test sees only its own sagas overdue.
  await orders.database.order.deleteMany({});
});

const MINUTE = 60_000;
const amount = { cents: 5_500, currencyCode: 'USD' };

async function placeReserved(): Promise<string> {
  const orderId = await orders.place(randomUUID());
  await orders.tell(InventoryReserved, { orderId, items: [{ productId: randomUUID(), quantity: 2 }] });
  return orderId;
}

const count = async (type: string, orderId: string) => (await orders.sent(type, orderId)).length;

describe('the sweeper', () => {
  it('leaves alone what still has time', async () => {
    await orders.place(randomUUID());
    orders.passTime(20_000);
    expect(await orders.sweep()).toBe(0);
  });

  it('asks again, the same as before and ever later, and then gives the reservation up', async () => {
    const orderId = await orders.place(randomUUID());
    for (const [wait, attempts] of [
      [30_000, 2],
      [60_000, 3],
    ] as const) {
      orders.passTime(wait - 2_000);
      expect(await orders.sweep()).toBe(0);
      // The service adds up to a fifth to the first wait.
      orders.passTime(0.2 * wait + 3_000);
      expect(await orders.sweep()).toBe(1);
      expect((await orders.read(orderId)).saga).toMatchObject({ state: 'RUNNING', attempts });
      expect(await count('ReserveInventory', orderId)).toBe(attempts);
    }
    orders.passTime(121_000);
    await orders.sweep();
    expect((await orders.read(orderId)).saga).toMatchObject({
      state: 'COMPENSATING',
      awaits: 'COMPENSATION',
      step: 'reserveInventory',
    });
    await orders.tell(InventoryReleased, { orderId });
    expect(await orders.read(orderId)).toMatchObject({
      status: 'CANCELLED',
      failureCode: 'PROCESSING_TIMEOUT',
    });
  });

  it('charges under one idempotency key however often it asks, and parks what is not answered', async () => {
    const orderId = await placeReserved();
    for (const wait of [MINUTE, 2 * MINUTE, 4 * MINUTE]) {
      orders.passTime(1.2 * wait + 1_000);
      await orders.sweep();
    }
    const charges = await orders.sent('ProcessPayment', orderId);
    expect(charges).toHaveLength(3);
    expect(
      new Set(charges.map((message) => (message.data as { idempotencyKey: string }).idempotencyKey)).size,
    ).toBe(1);
    const { status, saga } = await orders.read(orderId);
    expect(status).toBe('RESERVED');
    expect(saga).toMatchObject({ state: 'PARKED', parkedState: 'RUNNING', deadline: null });
    const problem = 'No answer to processPayment after 3 attempts.';
    expect(orders.alerts.at(-1)).toEqual({ orderId, sagaId: saga?.id, problem });
    expect((await orders.sent('SagaParked', orderId)).map(({ data }) => data)).toEqual([
      {
        sagaId: saga?.id,
        orderId,
        number: expect.stringMatching(/^TA-\d{9}$/) as string,
        step: 'processPayment',
        parkedState: 'RUNNING',
        problem,
      },
    ]);
    expect(await orders.sweep()).toBe(0);
  });

  it('has a parked order moved on by an answer that comes at last', async () => {
    const orderId = await placeReserved();
    for (const wait of [MINUTE, 2 * MINUTE, 4 * MINUTE]) {
      orders.passTime(1.2 * wait + 1_000);
      await orders.sweep();
    }
    await orders.tell(PaymentCompleted, { paymentId: randomUUID(), orderId, amount });
    expect(await orders.read(orderId)).toMatchObject({
      status: 'CONFIRMED',
      saga: { state: 'COMPLETED', parkedState: null },
    });
  });

  it('retries a compensation, parks it in the end, and retrySaga takes it up again', async () => {
    const orderId = await placeReserved();
    await orders.tell(PaymentFailed, {
      paymentId: randomUUID(),
      orderId,
      code: 'CARD_DECLINED',
      message: 'Declined.',
    });
    for (const wait of [0.5 * MINUTE, MINUTE, 2 * MINUTE]) {
      orders.passTime(1.2 * wait + 1_000);
      await orders.sweep();
    }
    expect(await count('ReleaseInventory', orderId)).toBe(3);
    const { saga } = await orders.read(orderId);
    expect(saga).toMatchObject({ state: 'PARKED', parkedState: 'COMPENSATING' });
    expect((await orders.sent('SagaParked', orderId)).map(({ data }) => data)).toMatchObject([
      { step: 'reserveInventory', parkedState: 'COMPENSATING' },
    ]);

    const retry = `mutation ($input: RetrySagaInput!) { retrySaga(input: $input) { saga { state attempts } userErrors { code } } }`;
    const ask = () => orders.query(retry, { input: { sagaId: saga?.id } }, testUser(randomUUID(), 'ADMIN'));
    expect((await ask()).data.retrySaga).toEqual({
      saga: { state: 'COMPENSATING', attempts: 1 },
      userErrors: [],
    });
    expect((await ask()).data.retrySaga).toMatchObject({
      saga: null,
      userErrors: [{ code: 'INVALID_STATE' }],
    });
    expect((await orders.sent('AuditRecorded', saga?.id ?? '')).map(({ data }) => data)).toMatchObject([
      { action: 'RETRY_SAGA', before: { state: 'PARKED' }, after: { state: 'COMPENSATING' } },
    ]);
    await orders.tell(InventoryReleased, { orderId });
    expect(await orders.read(orderId)).toMatchObject({
      status: 'CANCELLED',
      failureCode: 'PAYMENT_DECLINED',
    });
  });

  it('calls a charge off that the customer does not confirm', async () => {
    const orderId = await placeReserved();
    await orders.tell(PaymentActionRequired, {
      paymentId: randomUUID(),
      orderId,
      userId: randomUUID(),
      clientSecret: 'secret',
    });
    orders.passTime(10 * MINUTE);
    expect(await orders.sweep()).toBe(0);
    orders.passTime(15 * MINUTE);
    expect(await orders.sweep()).toBe(1);
    expect(await count('RefundPayment', orderId)).toBe(1);
    const nothing = { cents: 0, currencyCode: 'USD' };
    await orders.tell(PaymentRefunded, {
      paymentId: randomUUID(),
      orderId,
      refundId: randomUUID(),
      amount: nothing,
      totalRefunded: nothing,
    });
    await orders.tell(InventoryReleased, { orderId });
    expect(await orders.read(orderId)).toMatchObject({
      status: 'CANCELLED',
      failureCode: 'PAYMENT_ACTION_REQUIRED',
    });
  });

  it('does not wait for an order whose lock somebody holds, and takes the others', async () => {
    const [held, free] = [await orders.place(randomUUID()), await orders.place(randomUUID())];
    orders.passTime(31_000 * 1.2);
    await orders.database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM orders WHERE id = ${held}::uuid FOR UPDATE`;
      expect(await orders.sweep()).toBe(1);
    });
    expect(await count('ReserveInventory', held)).toBe(1);
    expect(await count('ReserveInventory', free)).toBe(2);
    expect(await orders.sweep()).toBe(1);
  });

  it('moves each saga on once when several look at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => orders.place(randomUUID())));
    orders.passTime(31_000 * 1.2);
    const [one, two] = await Promise.all([orders.sweep(), orders.sweepElsewhere()]);
    expect(one + two).toBe(5);
    for (const id of ids) expect(await count('ReserveInventory', id)).toBe(2);
  });
});
