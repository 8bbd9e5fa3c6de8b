import { createTestDatabase, type TestDatabase } from '@techally/database/testing';
import { money } from '@techally/money';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChargeRequest, PaymentProvider } from '../../ports/payment-provider.js';
import { ProviderRequestError, ProviderUnknownOutcomeError } from '../../ports/provider-error.js';
import { createSandboxPaymentProvider } from './create-sandbox-payment-provider.js';
import type { SandboxProviderServer } from './create-sandbox-provider-server.js';
import { createSandboxProviderServer } from './create-sandbox-provider-server.js';
import { createPrismaSandboxStore } from './prisma-sandbox-store.js';
import type { SandboxStore } from './sandbox-store.js';

let database: TestDatabase;
let store: SandboxStore;
let server: SandboxProviderServer;
let url: string;
let provider: PaymentProvider;
/** For what never answers. */
let impatient: PaymentProvider;
let counter = 0;

beforeAll(async () => {
  database = await createTestDatabase('payment');
});

beforeEach(async () => {
  await open();
});

afterEach(async () => {
  await close();
});

afterAll(async () => {
  await database.close();
});

async function open(): Promise<void> {
  store = createPrismaSandboxStore({ databaseUrl: database.url });
  server = createSandboxProviderServer({ store });
  url = await server.listen();
  provider = createSandboxPaymentProvider({ url, timeout: 5_000 });
  impatient = createSandboxPaymentProvider({ url, timeout: 300 });
}

async function close(): Promise<void> {
  await server.close();
  await store.close();
}

function request(token: string): ChargeRequest {
  return { idempotencyKey: `key-${String(++counter)}`, amount: money(1_000), token, reference: 'N-1' };
}

function post(path: string, body: object): Promise<Response> {
  return fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

test('the same request gets the same answer, ten times at once, and also after a restart', async () => {
  const charge = request('tok_visa');
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => provider.charge(charge)));
  await close();
  await open();
  outcomes.push(
    await provider.charge(charge),
    (await provider.retrieve(charge)) as (typeof outcomes)[number],
  );
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  expect(outcomes[0]).toMatchObject({ state: 'succeeded' });
});

test('another request under the same key is refused with 409', async () => {
  const charge = request('tok_visa');
  await provider.charge(charge);
  await expect(provider.charge({ ...charge, amount: money(2_000) })).rejects.toThrow(ProviderRequestError);
  await expect(provider.charge({ ...charge, token: 'tok_mastercard' })).rejects.toThrow(/409/);
});

test('a charge is found by its key and by its id, and one that never came is not', async () => {
  const charge = request('tok_visa');
  const outcome = await provider.charge(charge);
  if (outcome.state !== 'succeeded') throw new Error(outcome.state);
  expect(await provider.retrieve({ chargeId: outcome.chargeId })).toEqual(outcome);
  expect(await provider.retrieve({ idempotencyKey: 'never' })).toEqual({ state: 'notFound' });
});

test('tok_timeoutCharged never answers having charged, tok_timeoutNotCharged not having charged, also when repeated', async () => {
  const charged = request('tok_timeoutCharged');
  await expect(impatient.charge(charged)).rejects.toThrow(ProviderUnknownOutcomeError);
  expect(await provider.retrieve(charged)).toMatchObject({ state: 'succeeded' });
  const notCharged = request('tok_timeoutNotCharged');
  await expect(impatient.charge(notCharged)).rejects.toThrow(ProviderUnknownOutcomeError);
  await expect(impatient.charge(notCharged)).rejects.toThrow(ProviderUnknownOutcomeError);
  expect(await provider.retrieve(notCharged)).toEqual({ state: 'notFound' });
});

test('a charge that was given up before it came is declined when it comes, and one that succeeded stays so', async () => {
  const early = request('tok_visa');
  expect(await provider.cancel(early)).toMatchObject({ state: 'declined', code: 'cancelled' });
  expect(await provider.charge(early)).toMatchObject({ state: 'declined', code: 'cancelled' });
  const done = request('tok_visa');
  const outcome = await provider.charge(done);
  expect(await provider.cancel(done)).toEqual(outcome);
});

test('a charge that needs an action is confirmed once, with its secret', async () => {
  const charge = request('tok_threeDSecure');
  const outcome = await provider.charge(charge);
  if (outcome.state !== 'requiresAction') throw new Error(outcome.state);
  const path = `/v1/charges/${outcome.chargeId}/confirm`;
  expect((await post(path, { clientSecret: 'guess', outcome: 'succeed' })).status).toBe(409);
  expect((await post(path, { clientSecret: outcome.clientSecret, outcome: 'fail' })).status).toBe(200);
  expect((await post(path, { clientSecret: outcome.clientSecret, outcome: 'succeed' })).status).toBe(409);
  expect(await provider.retrieve(charge)).toMatchObject({ state: 'declined', code: 'authentication_failed' });
});

test('refunds are made once for a key and never exceed the charge, at once or not', async () => {
  const outcome = await provider.charge(request('tok_visa'));
  if (outcome.state !== 'succeeded') throw new Error(outcome.state);
  const refund = { idempotencyKey: 'refund-1', chargeId: outcome.chargeId, amount: money(400) };
  const same = await Promise.all([provider.refund(refund), provider.refund(refund), provider.refund(refund)]);
  expect(new Set(same.map((each) => JSON.stringify(each))).size).toBe(1);
  const others = await Promise.all(
    ['a', 'b', 'c'].map((key) => provider.refund({ ...refund, idempotencyKey: `refund-${key}` })),
  );
  expect(others.filter(({ state }) => state === 'succeeded')).toHaveLength(1);
  expect(others).toContainEqual({ state: 'refused', code: 'amount_too_large' });
  await expect(provider.refund({ ...refund, amount: money(1) })).rejects.toThrow(ProviderRequestError);
  const unknown = await provider.refund({ ...refund, idempotencyKey: 'refund-x', chargeId: 'ch_none' });
  expect(unknown).toEqual({ state: 'refused', code: 'charge_not_found' });
});

test('injected faults meet as many requests as asked for, and a cut connection has done its work', async () => {
  await post('/v1/faults', { kind: 'error500', count: 2 });
  await post('/v1/faults', { kind: 'delay', milliseconds: 400 });
  await post('/v1/faults', { kind: 'reset' });
  const charge = request('tok_visa');
  await expect(provider.charge(charge)).rejects.toThrow(/answered 500/);
  await expect(provider.retrieve(charge)).rejects.toThrow(/answered 500/);
  await expect(impatient.retrieve(charge)).rejects.toThrow(/did not answer/);
  await expect(provider.charge(charge)).rejects.toThrow(/did not answer/);
  expect(await provider.retrieve(charge)).toMatchObject({ state: 'succeeded' });
});

test('a request that is not understood is refused with 400', async () => {
  expect((await post('/v1/charges', { amountCents: -5 })).status).toBe(400);
  expect((await post('/v1/faults', { kind: 'earthquake' })).status).toBe(400);
});
