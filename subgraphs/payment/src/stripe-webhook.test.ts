import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SubgraphFront } from '@techally/subgraph-kit';
import { listenSubgraph } from '@techally/subgraph-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStripeClient } from './adapters/stripe/create-stripe-client.js';
import { checkLedger } from './adapters/check-ledger.js';
import { createPaymentWorld, eventually, type PaymentWorld } from './testing/payment-world.js';
import type { StripeStandIn } from './testing/start-stripe-stand-in.js';
import { startStripeStandIn } from './testing/start-stripe-stand-in.js';

/** Milliseconds until Stripe's silence is a time-out; what comes sooner, a webhook has brought. */
const TIMEOUT = 6_000;
const SECRET = 'whsec_of_these_tests';
const stripe = createStripeClient({ secretKey: 'sk_test_webhooks', apiBase: null });

let standIn: StripeStandIn;
let world: PaymentWorld;
let front: SubgraphFront;

beforeAll(async () => {
  standIn = await startStripeStandIn();
  world = await createPaymentWorld({
    provider: {
      kind: 'stripe',
      settings: {
        secretKey: 'sk_test_webhooks',
        webhookSecret: SECRET,
        apiBase: new URL(standIn.url),
      },
      timeout: TIMEOUT,
    },
    // Whoever is not told waits for a minute: what the tests see sooner, a webhook has brought.
    reconciliation: {
      lease: 60_000,
      actionPollInterval: 60_000,
      maxActionPollInterval: 60_000,
      backoff: () => 60_000,
    },
  });
  front = await listenSubgraph(world.service.subgraph, { port: 0, webhooks: world.service.webhooks ?? {} });
});

afterAll(async () => {
  expect((await checkLedger(world.databaseUrl)).imbalances).toEqual([]);
  await front.close();
  await world.close();
  await standIn.close();
});

interface Delivery {
  readonly secret?: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
  readonly id?: string;
}

/** Sends an event as Stripe does. */
async function deliver(type: string, object: object, { secret = SECRET, timestamp, id }: Delivery = {}) {
  const payload = JSON.stringify({
    id: id ?? `evt_${randomUUID()}`,
    object: 'event',
    type,
    data: { object },
  });
  const signature = stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    ...(timestamp === undefined ? {} : { timestamp }),
  });
  return send(payload, { 'stripe-signature': signature });
}

async function send(body: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${front.url}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const TAKEN = { status: 200, body: { received: true } };
const REFUSED = {
  status: 400,
  body: { errors: [{ extensions: { code: 'WEBHOOK_SIGNATURE_INVALID' } }] },
};

/** A payment that waits for its customer, who has confirmed it by now. */
async function confirmed() {
  const { data } = await world.pay({ paymentMethodToken: 'tok_threeDSecure' });
  const { clientSecret } = (await world.answer(data.orderId, 'PaymentActionRequired')).data;
  const intent = [...standIn.books.intents.values()].find((each) => each.client_secret === clientSecret);
  if (intent === undefined) throw new Error('There is no such PaymentIntent.');
  standIn.books.authenticate(intent.id, clientSecret, 'succeed');
  return { orderId: data.orderId, intent };
}

async function statusOf(orderId: string) {
  return (await world.database.payment.findUnique({ where: { orderId } }))?.status;
}

/** Everything that looks at payments has looked again. */
async function quiet() {
  const before = standIn.requests.length;
  await delay(300);
  expect(standIn.requests.length).toBe(before);
}

test('an event has the payment looked up at once', async () => {
  const { orderId, intent } = await confirmed();
  expect(await deliver('payment_intent.succeeded', intent)).toEqual(TAKEN);
  await world.answer(orderId, 'PaymentCompleted');
  expect(await statusOf(orderId)).toBe('SUCCEEDED');
});

test('an event ends a payment whose charge is never answered, before the time-out does', async () => {
  const began = performance.now();
  standIn.addFault({ kind: 'silence' });
  const { data } = await world.pay();
  const intent = await eventually(() => {
    const found = [...standIn.books.intents.values()].find(
      ({ metadata, status }) => metadata['idempotency_key'] === data.idempotencyKey && status === 'succeeded',
    );
    if (found === undefined) throw new Error('Nothing is charged yet.');
    return found;
  });
  expect(await deliver('payment_intent.succeeded', intent)).toEqual(TAKEN);
  await world.answer(data.orderId, 'PaymentCompleted');
  expect(performance.now() - began).toBeLessThan(TIMEOUT);
  expect(await statusOf(data.orderId)).toBe('SUCCEEDED');
});

test('an event that comes twice, or five times at once, is answered once', async () => {
  const { orderId, intent } = await confirmed();
  const id = `evt_${randomUUID()}`;
  const deliveries = Array.from({ length: 5 }, () => deliver('payment_intent.succeeded', intent, { id }));
  expect(await Promise.all(deliveries)).toEqual(deliveries.map(() => TAKEN));
  await world.answer(orderId, 'PaymentCompleted');
  await quiet();
  expect(await deliver('payment_intent.succeeded', intent, { id })).toEqual(TAKEN);
  await quiet();
  expect(world.answersAbout(orderId).map(({ type }) => type)).toEqual([
    'PaymentActionRequired',
    'PaymentCompleted',
  ]);
});

test('events in the wrong order end where Stripe is', async () => {
  const { orderId, intent } = await confirmed();
  for (const type of ['succeeded', 'payment_failed', 'canceled', 'requires_action'])
    expect(await deliver(`payment_intent.${type}`, { ...intent, status: 'canceled' })).toEqual(TAKEN);
  await world.answer(orderId, 'PaymentCompleted');
  expect(await statusOf(orderId)).toBe('SUCCEEDED');
});

test.each<[string, Delivery]>([
  ['that another secret has signed', { secret: 'whsec_of_somebody_else' }],
  ['that was signed six minutes ago', { timestamp: Math.floor(Date.now() / 1_000) - 360 }],
])('an event %s is refused and changes nothing', async (_what, delivery) => {
  const { orderId, intent } = await confirmed();
  expect(await deliver('payment_intent.succeeded', intent, delivery)).toMatchObject(REFUSED);
  await quiet();
  expect(await statusOf(orderId)).toBe('REQUIRES_ACTION');
});

test('a body that was changed by one byte is refused, and so is one without a signature', async () => {
  const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'ping', data: { object: {} } });
  const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
  expect(await send(payload, { 'stripe-signature': signature })).toEqual(TAKEN);
  expect(await send(`${payload} `, { 'stripe-signature': signature })).toMatchObject(REFUSED);
  expect(await send(payload, {})).toMatchObject(REFUSED);
  expect(await send('', { 'stripe-signature': signature })).toMatchObject(REFUSED);
});

test('events about what is not known here, and events of other kinds, are taken', async () => {
  const stranger = { id: 'pi_1', object: 'payment_intent', metadata: { idempotency_key: 'pay:unknown' } };
  expect(await deliver('payment_intent.succeeded', stranger)).toEqual(TAKEN);
  expect(await deliver('payment_intent.succeeded', { ...stranger, metadata: {} })).toEqual(TAKEN);
  expect(await deliver('refund.updated', { id: 're_1', metadata: null })).toEqual(TAKEN);
  expect(await deliver('customer.created', { id: 'cus_1' })).toEqual(TAKEN);
});

test('an event ends a refund that is never answered, before the time-out does', async () => {
  const { data } = await world.pay();
  await world.answer(data.orderId, 'PaymentCompleted');
  standIn.addFault({ kind: 'silence' });
  const began = performance.now();
  await world.refund({ orderId: data.orderId });
  const made = await eventually(() => {
    const [refund] = standIn.books.refunds;
    if (refund?.metadata['idempotency_key'] !== `refund:${data.orderId}`) throw new Error('No refund yet.');
    return refund;
  });
  expect(await deliver('refund.updated', made)).toEqual(TAKEN);
  const refunded = await world.answer(data.orderId, 'PaymentRefunded');
  expect(performance.now() - began).toBeLessThan(TIMEOUT);
  expect(refunded.data).toMatchObject({ amount: { cents: 5_000 }, totalRefunded: { cents: 5_000 } });
  expect(
    standIn.books.refunds.filter(({ metadata }) => metadata['idempotency_key'] === `refund:${data.orderId}`),
  ).toHaveLength(1);
});
