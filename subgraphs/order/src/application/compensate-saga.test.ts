import { randomUUID } from 'node:crypto';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { placeConfirmedOrder, placeOrder } from '../testing/place-order.js';
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

const COMPENSATE = `mutation ($input: CompensateSagaInput!) {
  compensateSaga(input: $input) { saga { state step awaits } userErrors { code field } }
}`;

async function compensate(sagaId: string, reason = 'The provider is down.') {
  const admin = testUser(randomUUID(), 'ADMIN');
  const { data, errors } = await orders.query(COMPENSATE, { input: { sagaId, reason } }, admin);
  return { payload: data?.compensateSaga, errors };
}

/** Lets time pass until nobody waits for an answer any more. */
async function park(orderId: string): Promise<string> {
  for (let look = 0; look < 3; look += 1) {
    orders.passTime(600_000);
    await orders.sweep();
  }
  const { saga } = await orders.read(orderId);
  expect(saga?.state).toBe('PARKED');
  return saga?.id ?? '';
}

/** An order whose charge nobody answers. */
async function placeUnanswered() {
  const order = await placeOrder(orders);
  await order.say.reserved();
  return { ...order, sagaId: await park(order.orderId) };
}

describe('compensateSaga', () => {
  it('calls the charge off, releases the stock and ends the order CANCELLED_BY_ADMIN', async () => {
    const { sagaId, orderId, say, state, count } = await placeUnanswered();
    expect((await compensate(sagaId)).payload).toEqual({
      saga: { state: 'COMPENSATING', step: 'processPayment', awaits: 'COMPENSATION' },
      userErrors: [],
    });
    expect((await orders.sent('RefundPayment', orderId)).map(({ data }) => data)).toMatchObject([
      { idempotencyKey: `${orderId}:call-off`, reason: 'CANCELLED_BY_ADMIN', amount: null },
    ]);
    await say.refunded(0, 0);
    expect(await count('ReleaseInventory')).toBe(1);
    await say.released();
    expect(await state()).toMatchObject({
      status: 'CANCELLED',
      failure: 'CANCELLED_BY_ADMIN',
      saga: 'COMPENSATED',
      shipment: null,
    });
    expect((await orders.read(orderId)).saga).toMatchObject({ paymentMethodToken: null, completedSteps: [] });
    expect((await orders.sent('OrderCancelled', orderId)).map(({ data }) => data)).toMatchObject([
      { code: 'CANCELLED_BY_ADMIN', message: 'The shop could not complete the order.' },
    ]);
  });

  it('keeps the reason for operators: in the history and the audit log, not in what the customer reads', async () => {
    const { sagaId, orderId, userId } = await placeUnanswered();
    await compensate(sagaId, 'fraud suspected');
    const { saga, timeline } = await orders.read(orderId);
    expect(saga?.history).toContainEqual(
      expect.objectContaining({ kind: 'RESUMED', step: 'processPayment', note: 'fraud suspected' }),
    );
    expect((await orders.sent('AuditRecorded', sagaId)).map(({ data }) => data)).toMatchObject([
      {
        action: 'COMPENSATE_SAGA',
        targetId: sagaId,
        before: { state: 'PARKED', awaits: 'OUTCOME' },
        after: { state: 'COMPENSATING', awaits: 'COMPENSATION', reason: 'fraud suspected' },
      },
    ]);
    const { data } = await orders.query(
      'query ($id: ID!) { order(id: $id) { status failure { message } timeline { note } } }',
      { id: orderId },
      testUser(userId),
    );
    expect(timeline.at(-1)?.note).toBe('The order is to be cancelled.');
    expect(JSON.stringify(data)).not.toContain('fraud');
  });

  it('refunds a charge of which the answer comes after all', async () => {
    const { sagaId, orderId, say, state } = await placeUnanswered();
    await compensate(sagaId);
    await say.paid();
    expect((await orders.sent('RefundPayment', orderId)).map(({ data }) => data)).toMatchObject([
      { idempotencyKey: `${orderId}:call-off` },
      { idempotencyKey: `${orderId}:refund` },
    ]);
    await say.refunded();
    await say.released();
    expect(await state()).toMatchObject({ status: 'CANCELLED', failure: 'CANCELLED_BY_ADMIN' });
  });

  it('goes on with what was being undone already, for the failure that it has', async () => {
    const { orderId, say, state, count } = await placeOrder(orders);
    await say.reserved();
    await say.declined();
    const sagaId = await park(orderId);
    expect((await compensate(sagaId)).payload).toMatchObject({
      saga: { state: 'COMPENSATING', step: 'reserveInventory', awaits: 'COMPENSATION' },
    });
    expect(await count('ReleaseInventory')).toBe(4);
    await say.released();
    expect(await state()).toMatchObject({ status: 'CANCELLED', failure: 'PAYMENT_DECLINED' });
  });

  it('is refused when the saga is not parked, is parked no more, or does not exist', async () => {
    const refused = { saga: null, userErrors: [{ code: 'INVALID_STATE', field: ['input', 'sagaId'] }] };
    const running = await placeOrder(orders);
    const confirmed = await placeConfirmedOrder(orders);
    for (const { orderId, state } of [running, confirmed]) {
      const before = await state();
      const { saga } = await orders.read(orderId);
      expect((await compensate(saga?.id ?? '')).payload).toEqual(refused);
      expect(await state()).toEqual(before);
      expect(await orders.sent('AuditRecorded', saga?.id ?? '')).toEqual([]);
    }
    const { sagaId } = await placeUnanswered();
    await compensate(sagaId);
    expect((await compensate(sagaId)).payload).toEqual(refused);
    expect((await compensate(randomUUID())).payload).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it.each(['', ' ', 'two\nlines', 'x'.repeat(201)])('is refused for the reason %j', async (reason) => {
    expect((await compensate(randomUUID(), reason)).payload).toMatchObject({
      saga: null,
      userErrors: [{ code: 'INVALID_INPUT', field: ['input', 'reason'] }],
    });
  });
});
