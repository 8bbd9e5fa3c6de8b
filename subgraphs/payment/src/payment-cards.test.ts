import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from './adapters/check-ledger.js';
import { createPaymentWorld, type PaymentWorld } from './testing/payment-world.js';

let world: PaymentWorld;

beforeAll(async () => {
  world = await createPaymentWorld({ providerTimeout: 600 });
});

afterAll(async () => {
  expect((await checkLedger(world.databaseUrl)).imbalances).toEqual([]);
  await world.close();
});

async function paymentOf(orderId: string) {
  return world.database.payment.findUniqueOrThrow({ where: { orderId }, include: { ledgerEntries: true } });
}

test.each(['tok_visa', 'tok_mastercard'])(
  '%s is charged once, booked, and announced',
  async (paymentMethodToken) => {
    const { id, correlationId, data } = await world.pay({ paymentMethodToken });
    const completed = await world.answer(data.orderId, 'PaymentCompleted');
    expect(completed).toMatchObject({
      correlationId,
      causationId: id,
      aggregateId: data.orderId,
      data: { amount: data.amount },
    });
    const payment = await paymentOf(data.orderId);
    expect(payment).toMatchObject({
      id: completed.data.paymentId,
      status: 'SUCCEEDED',
      nextCheckAt: null,
      userId: data.userId,
    });
    expect(payment.paymentMethodToken, 'the token is forgotten').toBeNull();
    expect(
      payment.ledgerEntries
        .map(({ account, debitCents, creditCents }) => [account, debitCents, creditCents])
        .sort(),
    ).toEqual([
      ['PROVIDER_CLEARING', 5_000n, 0n],
      ['REVENUE', 0n, 5_000n],
    ]);
    expect(await world.provided(data.orderId)).toEqual({ charged: 1, chargedCents: 5_000, refundedCents: 0 });
  },
);

test.each([
  ['tok_chargeDeclined', 'card_declined'],
  ['tok_insufficientFunds', 'insufficient_funds'],
  ['tok_neverHeardOf', 'invalid_token'],
  ['constructor', 'invalid_token'],
])('%s is declined with %s and nothing is booked', async (paymentMethodToken, declineCode) => {
  const { data } = await world.pay({ paymentMethodToken });
  const failed = await world.answer(data.orderId, 'PaymentFailed');
  expect(failed.data.code).toBe('PAYMENT_DECLINED');
  const payment = await paymentOf(data.orderId);
  expect(payment).toMatchObject({
    status: 'FAILED',
    failureCode: 'PAYMENT_DECLINED',
    declineCode,
    ledgerEntries: [],
  });
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 0 });
});

test('tok_threeDSecure waits for the customer and is charged when they confirm', async () => {
  const { data } = await world.pay({ paymentMethodToken: 'tok_threeDSecure' });
  const required = await world.answer(data.orderId, 'PaymentActionRequired');
  const waiting = await paymentOf(data.orderId);
  expect(waiting).toMatchObject({ status: 'REQUIRES_ACTION', clientSecret: required.data.clientSecret });
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 0 });
  const path = `/v1/charges/${waiting.providerChargeId ?? ''}/confirm`;
  expect((await world.sandbox(path, { clientSecret: 'wrong', outcome: 'succeed' })).status).toBe(409);
  expect(
    (await world.sandbox(path, { clientSecret: required.data.clientSecret, outcome: 'succeed' })).status,
  ).toBe(200);
  await world.answer(data.orderId, 'PaymentCompleted');
  expect(await paymentOf(data.orderId)).toMatchObject({ status: 'SUCCEEDED', clientSecret: null });
  expect(world.answersAbout(data.orderId).map(({ type }) => type)).toEqual([
    'PaymentActionRequired',
    'PaymentCompleted',
  ]);
});

test('tok_threeDSecure fails when the customer does not confirm', async () => {
  const { data } = await world.pay({ paymentMethodToken: 'tok_threeDSecure' });
  const { clientSecret } = (await world.answer(data.orderId, 'PaymentActionRequired')).data;
  const { providerChargeId } = await paymentOf(data.orderId);
  await world.sandbox(`/v1/charges/${providerChargeId ?? ''}/confirm`, { clientSecret, outcome: 'fail' });
  expect((await world.answer(data.orderId, 'PaymentFailed')).data.code).toBe('PAYMENT_DECLINED');
  expect(await paymentOf(data.orderId)).toMatchObject({
    status: 'FAILED',
    declineCode: 'authentication_failed',
  });
});

test('tok_timeoutCharged never answers and ends SUCCEEDED with one charge', async () => {
  const { data } = await world.pay({ paymentMethodToken: 'tok_timeoutCharged' });
  await world.answer(data.orderId, 'PaymentCompleted');
  expect(await paymentOf(data.orderId)).toMatchObject({ status: 'SUCCEEDED', chargeAttempts: 1 });
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 1 });
});

test('tok_timeoutNotCharged never answers and ends FAILED with no charge after three attempts', async () => {
  const { data } = await world.pay({ paymentMethodToken: 'tok_timeoutNotCharged' });
  expect((await world.answer(data.orderId, 'PaymentFailed')).data.code).toBe('PAYMENT_TIMEOUT');
  expect(await paymentOf(data.orderId)).toMatchObject({
    status: 'FAILED',
    chargeAttempts: 3,
    ledgerEntries: [],
  });
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 0 });
});
