import { randomUUID } from 'node:crypto';
import { money } from '@techally/money';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from './adapters/check-ledger.js';
import { createPaymentWorld, eventually, type PaymentWorld } from './testing/payment-world.js';

let world: PaymentWorld;

beforeAll(async () => {
  world = await createPaymentWorld();
});

afterAll(async () => {
  expect((await checkLedger(world.databaseUrl)).imbalances).toEqual([]);
  await world.close();
});

async function paid() {
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  return data.orderId;
}

async function paymentOf(orderId: string) {
  return world.database.payment.findUniqueOrThrow({ where: { orderId }, include: { refunds: true } });
}

test('a part, then the rest: PARTIALLY_REFUNDED, then REFUNDED', async () => {
  const orderId = await paid();
  await world.refund({ orderId, amount: money(1_500), idempotencyKey: `${orderId}:1` });
  const part = await world.answer(orderId, 'PaymentRefunded');
  expect(part.data).toMatchObject({ amount: money(1_500), totalRefunded: money(1_500) });
  expect(await paymentOf(orderId)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedCents: 1_500n });
  await world.refund({ orderId, amount: null, idempotencyKey: `${orderId}:2` });
  const rest = await world.answer(orderId, 'PaymentRefunded', 2);
  expect(rest.data).toMatchObject({ amount: money(3_500), totalRefunded: money(5_000) });
  expect(await paymentOf(orderId)).toMatchObject({ status: 'REFUNDED', refundedCents: 5_000n });
  expect(await world.provided(orderId)).toMatchObject({ refundedCents: 5_000 });
});

test('the same key refunds once, however often the message comes', async () => {
  const orderId = await paid();
  await Promise.all(Array.from({ length: 5 }, () => world.refund({ orderId, amount: money(2_000) })));
  await world.answer(orderId, 'PaymentRefunded');
  await eventually(async () => {
    expect(await world.database.outboxMessage.count()).toBe(0);
  });
  expect(await paymentOf(orderId)).toMatchObject({ refundedCents: 2_000n });
  expect(await world.provided(orderId)).toMatchObject({ refundedCents: 2_000 });
});

test('eight refunds at once never exceed the payment, and each gets its answer', async () => {
  const orderId = await paid();
  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      world.refund({ orderId, amount: money(900), idempotencyKey: `${orderId}:${String(index)}` }),
    ),
  );
  await world.answer(orderId, 'PaymentRefunded', 8);
  const amounts = world
    .answersAbout(orderId)
    .flatMap((answer) => (answer.type === 'PaymentRefunded' ? [answer.data.amount.cents] : []));
  expect(amounts.sort((a, b) => a - b)).toEqual([0, 0, 500, 900, 900, 900, 900, 900]);
  expect(await paymentOf(orderId)).toMatchObject({ status: 'REFUNDED', refundedCents: 5_000n });
  expect(await world.provided(orderId)).toMatchObject({ refundedCents: 5_000 });
});

test('a payment that failed answers a refund with an amount of 0', async () => {
  const { data } = await world.pay({ paymentMethodToken: 'tok_chargeDeclined' });
  await world.answer(data.orderId, 'PaymentFailed');
  await world.refund({ orderId: data.orderId });
  const refunded = await world.answer(data.orderId, 'PaymentRefunded');
  expect(refunded.data).toMatchObject({ amount: money(0), totalRefunded: money(0) });
});

test('a refund that comes before its payment is answered with 0, and the payment is not charged when it comes', async () => {
  const orderId = randomUUID();
  await world.refund({ orderId });
  const refunded = await world.answer(orderId, 'PaymentRefunded');
  expect(refunded.data).toMatchObject({ amount: money(0) });
  await world.pay({ orderId });
  const failed = await world.answer(orderId, 'PaymentFailed');
  expect(failed.data.paymentId).toBe(refunded.data.paymentId);
  expect(await paymentOf(orderId)).toMatchObject({ status: 'CANCELLED' });
  expect(await world.provided(orderId)).toMatchObject({ charged: 0 });
});

test('a refund and its payment at once end without money taken, twenty times', async () => {
  const orderIds = Array.from({ length: 20 }, () => randomUUID());
  await Promise.all(orderIds.flatMap((orderId) => [world.pay({ orderId }), world.refund({ orderId })]));
  await Promise.all(orderIds.map((orderId) => world.answer(orderId, 'PaymentRefunded')));
  for (const orderId of orderIds) {
    const { chargedCents, refundedCents } = await world.provided(orderId);
    expect(refundedCents).toBe(chargedCents);
    await eventually(async () => {
      expect((await paymentOf(orderId)).status).toMatch(/^(REFUNDED|CANCELLED)$/);
    });
  }
});

test('a payment that waits for its customer is cancelled by a refund and cannot be confirmed any more', async () => {
  const { data } = await world.pay({ paymentMethodToken: 'tok_threeDSecure' });
  const { clientSecret } = (await world.answer(data.orderId, 'PaymentActionRequired')).data;
  const { providerChargeId } = await paymentOf(data.orderId);
  await world.refund({ orderId: data.orderId });
  expect((await world.answer(data.orderId, 'PaymentRefunded')).data.amount).toEqual(money(0));
  expect(await paymentOf(data.orderId)).toMatchObject({ status: 'CANCELLED', clientSecret: null });
  const confirmed = await world.sandbox(`/v1/charges/${providerChargeId ?? ''}/confirm`, {
    clientSecret,
    outcome: 'succeed',
  });
  expect(confirmed.status).toBe(409);
});

test.each([
  ['tok_timeoutCharged', 5_000, 'REFUNDED'],
  ['tok_timeoutNotCharged', 0, 'CANCELLED'],
])(
  'a refund while %s is open brings it to its end and gives back %i cents',
  async (paymentMethodToken, cents, status) => {
    const { data } = await world.pay({ paymentMethodToken });
    await eventually(() => paymentOf(data.orderId));
    await world.refund({ orderId: data.orderId });
    expect((await world.answer(data.orderId, 'PaymentRefunded')).data.amount.cents).toBe(cents);
    expect(await paymentOf(data.orderId)).toMatchObject({ status });
    expect(await world.provided(data.orderId)).toMatchObject({ chargedCents: cents, refundedCents: cents });
  },
);

test('a refund that the provider refuses is a dead letter, gives nothing back, and can be tried again', async () => {
  const orderId = await paid();
  const { providerChargeId } = await paymentOf(orderId);
  const where = { id: providerChargeId ?? '' };
  await world.database.sandboxCharge.update({ where, data: { state: 'declined' } });
  const message = await world.refund({ orderId });
  await eventually(async () => {
    expect((await world.deadLetters()).join()).toContain('charge_not_succeeded');
  });
  const refused = await paymentOf(orderId);
  expect(refused).toMatchObject({ status: 'SUCCEEDED', refundedCents: 0n });
  expect(refused.refunds).toMatchObject([{ status: 'FAILED', failureCode: 'charge_not_succeeded' }]);
  await world.database.sandboxCharge.update({ where, data: { state: 'succeeded' } });
  await world.publish(message);
  expect((await world.answer(orderId, 'PaymentRefunded')).data.amount).toEqual(money(5_000));
});

test('the database refuses a refund beyond the payment', async () => {
  const orderId = await paid();
  await expect(
    world.database.payment.update({
      where: { orderId },
      data: { refundedCents: 5_001n, status: 'REFUNDED' },
    }),
  ).rejects.toThrow(/payments_refund/);
});
