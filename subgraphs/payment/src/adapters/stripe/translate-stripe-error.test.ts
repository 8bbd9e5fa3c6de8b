import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaymentProvider } from '../../ports/payment-provider.js';
import type { StripeStandIn } from '../../testing/start-stripe-stand-in.js';
import { startStripeStandIn } from '../../testing/start-stripe-stand-in.js';
import { createStripeClient } from './create-stripe-client.js';
import { createStripePaymentProvider } from './create-stripe-payment-provider.js';
import { translateStripeError } from './translate-stripe-error.js';

const REQUEST = {
  idempotencyKey: 'pay:secret-key',
  amount: { cents: 5_000, currencyCode: 'USD' },
  token: 'tok_visa',
  reference: 'N-1',
};

describe('an error of Stripe', () => {
  let standIn: StripeStandIn;
  let provider: PaymentProvider;

  beforeAll(async () => {
    standIn = await startStripeStandIn();
    provider = providerAt(standIn.url);
  });
  afterAll(() => standIn.close());

  function providerAt(url: string): PaymentProvider {
    const stripe = createStripeClient({ secretKey: 'sk_test_secret', apiBase: new URL(url) });
    return createStripePaymentProvider({ stripe, timeout: 1_000 });
  }

  test.each<[number, object, string]>([
    [500, { type: 'api_error' }, 'PROVIDER_UNKNOWN_OUTCOME'],
    [503, { type: 'api_error' }, 'PROVIDER_UNKNOWN_OUTCOME'],
    [429, { type: 'invalid_request_error', code: 'rate_limit' }, 'PROVIDER_UNKNOWN_OUTCOME'],
    [429, { type: 'invalid_request_error', code: 'lock_timeout' }, 'PROVIDER_UNKNOWN_OUTCOME'],
    [409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }, 'PROVIDER_UNKNOWN_OUTCOME'],
    [400, { type: 'idempotency_error' }, 'PROVIDER_REQUEST_REFUSED'],
    [400, { type: 'invalid_request_error', code: 'amount_too_small' }, 'PROVIDER_REQUEST_REFUSED'],
    [401, { type: 'invalid_request_error' }, 'PROVIDER_REQUEST_REFUSED'],
    [403, { type: 'invalid_request_error' }, 'PROVIDER_REQUEST_REFUSED'],
  ])('of status %i and %j is %s, and its text is not repeated', async (status, error, code) => {
    const message = 'Keys such as sk_test_secret are no good.';
    standIn.addFault({ kind: 'answer', status, error: { ...error, message } });
    const idempotencyKey = `pay:${String(status)}:${JSON.stringify(error)}`;
    const failed: unknown = await provider.charge({ ...REQUEST, idempotencyKey }).catch((e: unknown) => e);
    expect(failed).toMatchObject({
      code,
      message: expect.stringContaining(`Stripe answered ${String(status)}`),
    });
    expect(JSON.stringify([failed, String(failed), (failed as Error).cause])).not.toContain('secret');
  });

  test('that is no answer at all is an unknown outcome', async () => {
    const { url, close } = await startStripeStandIn();
    await close();
    await expect(providerAt(url).charge(REQUEST)).rejects.toMatchObject({
      code: 'PROVIDER_UNKNOWN_OUTCOME',
      message: 'Stripe did not answer (ECONNREFUSED).',
    });
  });

  test('is told from other errors, which stay as they are', () => {
    const error = new TypeError('no');
    expect(translateStripeError(error)).toBe(error);
  });

  test('that Stripe repeats for a day does not hold up a charge: the next key is taken', async () => {
    const idempotencyKey = 'pay:failed-once';
    standIn.addFault({ kind: 'answer', status: 500, error: { type: 'api_error' } });
    const request = { ...REQUEST, idempotencyKey, token: 'tok_visa' };
    await expect(provider.charge(request)).rejects.toMatchObject({ code: 'PROVIDER_UNKNOWN_OUTCOME' });
    expect(await provider.charge(request)).toMatchObject({ state: 'succeeded' });
    const keys = standIn.requests.map(({ idempotencyKey: key }) => key);
    expect(keys.filter((key) => key?.startsWith(idempotencyKey))).toEqual([
      `${idempotencyKey}:card`,
      `${idempotencyKey}:card`,
      `${idempotencyKey}:card:2`,
      `${idempotencyKey}:create`,
      `${idempotencyKey}:confirm`,
    ]);
  });

  test('aside, cents are sent as they are and the currency in lower case', () => {
    const created = standIn.requests.find(({ path }) => path === 'POST /v1/payment_intents');
    expect(created?.form).toMatchObject({
      amount: '5000',
      currency: 'usd',
      'allowed_payment_method_types[0]': 'card',
      'metadata[idempotency_key]': expect.any(String) as string,
    });
  });
});
