import { randomUUID } from 'node:crypto';
import { createMessageId } from '@techally/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkLedger } from './adapters/check-ledger.js';
import type { PaymentProvider } from './ports/payment-provider.js';
import { createPaymentWorld, eventually, type PaymentWorld } from './testing/payment-world.js';

let world: PaymentWorld;
/** What a test puts between the service and the provider. */
let intercept: Partial<PaymentProvider> = {};
let real: PaymentProvider;
let calls: string[] = [];

beforeAll(async () => {
  world = await createPaymentWorld({
    providerTimeout: 700,
    reconciliation: { lease: 1_500, actionTimeout: 300 },
    wrap: (provider) => {
      real = provider;
      const call = <Name extends keyof PaymentProvider>(name: Name): PaymentProvider[Name] =>
        ((request: never) => {
          calls.push(name);
          return (intercept[name] ?? provider[name])(request);
        }) as PaymentProvider[Name];
      return {
        charge: call('charge'),
        retrieve: call('retrieve'),
        cancel: call('cancel'),
        refund: call('refund'),
      };
    },
  });
});

beforeEach(() => {
  intercept = {};
  calls = [];
});

afterAll(async () => {
  expect((await checkLedger(world.databaseUrl)).imbalances).toEqual([]);
  await world.close();
});

async function statusOf(orderId: string) {
  return (await world.database.payment.findUnique({ where: { orderId } }))?.status;
}

test('five messages at once for one order make one charge and one answer', async () => {
  const first = await world.pay();
  await Promise.all(Array.from({ length: 4 }, () => world.publish({ ...first, id: createMessageId() })));
  await world.answer(first.data.orderId, 'PaymentCompleted');
  await world.pay({ ...first.data });
  await eventually(async () => {
    expect(await world.database.outboxMessage.count()).toBe(0);
  });
  expect(calls.filter((name) => name === 'charge')).toHaveLength(1);
  expect(await world.provided(first.data.orderId)).toMatchObject({ charged: 1 });
  expect(world.answersAbout(first.data.orderId)).toHaveLength(1);
});

test('an order that asks for a second payment of another amount is refused and charges nothing more', async () => {
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  await world.pay({ ...data, amount: { cents: 6_000, currencyCode: 'USD' } });
  await eventually(async () => {
    expect((await world.deadLetters()).join()).toContain('has another payment already');
  });
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 1, chargedCents: 5_000 });
});

test('an idempotency key of another order is refused', async () => {
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  const orderId = randomUUID();
  await world.pay({ orderId, idempotencyKey: data.idempotencyKey });
  await eventually(async () => {
    expect((await world.deadLetters()).join()).toContain("belongs to another order's payment");
  });
  expect(await statusOf(orderId)).toBeUndefined();
});

test('a crash between the charge and the commit is reconciled: one charge, SUCCEEDED', async () => {
  intercept.charge = async (request) => {
    await real.charge(request);
    throw new Error('The process dies here.');
  };
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  expect(calls.filter((name) => name === 'charge')).toHaveLength(1);
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 1 });
  expect(await statusOf(data.orderId)).toBe('SUCCEEDED');
});

test('a payment whose handler vanished before the charge is taken over when its lease is over', async () => {
  const { promise: comesBack, resolve } = Promise.withResolvers<null>();
  const comeBack = (): void => {
    resolve(null);
  };
  let handler: Promise<unknown> | undefined;
  intercept.charge = (request) => {
    if (handler !== undefined) return real.charge(request);
    const charging = comesBack.then(() => real.charge(request));
    handler = charging;
    return charging;
  };
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  comeBack();
  await handler;
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 1 });
});

test('a first charge that arrives after the payment was given up charges nothing', async () => {
  let late: (() => Promise<unknown>) | undefined;
  intercept.charge = (request) => {
    late ??= () => real.charge(request);
    throw new Error('The request is on its way for a long time.');
  };
  const { data } = await world.pay();
  expect((await world.answer(data.orderId, 'PaymentFailed')).data.code).toBe('PAYMENT_TIMEOUT');
  expect(await late?.()).toMatchObject({ state: 'declined', code: 'cancelled' });
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 0 });
});

test('errors and cut connections of the provider are retried to one charge', async () => {
  await world.sandbox('/v1/faults', { kind: 'error500', count: 3 });
  await world.sandbox('/v1/faults', { kind: 'reset', count: 2 });
  await world.sandbox('/v1/faults', { kind: 'delay', milliseconds: 900 });
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  expect(calls.length).toBeGreaterThan(6);
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 1 });
});

test('a refund through a faulty provider gives the money back once', async () => {
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  await world.sandbox('/v1/faults', { kind: 'reset' });
  await world.sandbox('/v1/faults', { kind: 'error500', count: 2 });
  await world.refund({ orderId: data.orderId });
  const refunded = await world.answer(data.orderId, 'PaymentRefunded');
  expect(refunded.data).toMatchObject({ amount: { cents: 5_000 }, totalRefunded: { cents: 5_000 } });
  expect(await world.provided(data.orderId)).toMatchObject({ refundedCents: 5_000 });
  expect(await world.database.sandboxRefund.count()).toBe(1);
});

test('an action that nobody takes in time fails, and cannot be confirmed any more', async () => {
  const { data } = await world.pay({ paymentMethodToken: 'tok_threeDSecure' });
  const { clientSecret } = (await world.answer(data.orderId, 'PaymentActionRequired')).data;
  expect((await world.answer(data.orderId, 'PaymentFailed')).data.code).toBe('PAYMENT_FAILED');
  const { providerChargeId } = await world.database.payment.findUniqueOrThrow({
    where: { orderId: data.orderId },
  });
  const confirmed = await world.sandbox(`/v1/charges/${providerChargeId ?? ''}/confirm`, {
    clientSecret,
    outcome: 'succeed',
  });
  expect(confirmed.status).toBe(409);
});

test('an action that is taken at the last moment is not failed', async () => {
  intercept.cancel = async (request) => {
    const { providerChargeId, clientSecret } = await world.database.payment.findUniqueOrThrow({
      where: { idempotencyKey: request.idempotencyKey },
    });
    await world.sandbox(`/v1/charges/${providerChargeId ?? ''}/confirm`, {
      clientSecret,
      outcome: 'succeed',
    });
    return real.cancel(request);
  };
  const { data } = await world.pay({ paymentMethodToken: 'tok_threeDSecure' });
  await world.answer(data.orderId, 'PaymentCompleted');
  expect(await world.provided(data.orderId)).toMatchObject({ charged: 1 });
  expect(world.answersAbout(data.orderId).map(({ type }) => type)).toEqual([
    'PaymentActionRequired',
    'PaymentCompleted',
  ]);
});

test('fifty orders at once are each charged once', async () => {
  const messages = await Promise.all(Array.from({ length: 50 }, () => world.pay()));
  await Promise.all(messages.map(({ data }) => world.answer(data.orderId, 'PaymentCompleted')));
  const charged = await Promise.all(messages.map(({ data }) => world.provided(data.orderId)));
  expect(charged.every((each) => each.charged === 1)).toBe(true);
});
