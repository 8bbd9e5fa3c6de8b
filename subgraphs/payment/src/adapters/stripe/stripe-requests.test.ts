import type { TestStripeMock } from '@techally/test-parts';
import { hasStripeMock, startTestStripeMock } from '@techally/test-parts';
import type { Stripe } from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentProvider } from '../../ports/payment-provider.js';
import { ProviderUnknownOutcomeError } from '../../ports/provider-error.js';
import { createStripeClient } from './create-stripe-client.js';
import { createStripePaymentProvider } from './create-stripe-payment-provider.js';
import { stripeCharges } from './stripe-charges.js';
import { requestsWithin } from './stripe-request-options.js';

const KEY = 'pay:0199f3a0';
const REQUEST = {
  idempotencyKey: KEY,
  amount: { cents: 5_000, currencyCode: 'USD' },
  token: 'tok_visa',
  reference: 'N-1',
};

// It refuses what Stripe's specification does not have. It has no memory, so its answers are examples: what becomes of a
// charge is the matter of the contract suite.
describe.skipIf(!hasStripeMock())('the requests to Stripe, as stripe-mock reads them', () => {
  let mock: TestStripeMock;
  let stripe: Stripe;
  let provider: PaymentProvider;
  let requests: string[] = [];
  let statuses: number[] = [];

  beforeAll(async () => {
    mock = await startTestStripeMock();
    stripe = createStripeClient({ secretKey: 'sk_test_shapes', apiBase: new URL(mock.url) });
    stripe.on('request', ({ method, path, idempotency_key: key }: Stripe.RequestEvent) => {
      const [route = ''] = path.split('?');
      requests.push(`${method} ${route.replace(/(pi|pm|re)_\w+/, '$1')} ${key?.startsWith(KEY) ? key : '–'}`);
    });
    stripe.on('response', ({ status }: Stripe.ResponseEvent) => void statuses.push(status));
    provider = createStripePaymentProvider({ stripe });
  });
  beforeEach(() => {
    requests = [];
    statuses = [];
  });
  afterAll(() => mock.stop());

  /** Whatever the examples in the answers mean. */
  async function taken(call: Promise<unknown>): Promise<readonly string[]> {
    await call.catch((error: unknown) => {
      if (!(error instanceof ProviderUnknownOutcomeError)) throw error;
    });
    expect(new Set(statuses)).toEqual(new Set([200]));
    return requests;
  }

  it('are taken for a charge, each under a key that is made of the payment’s', async () => {
    expect((await taken(provider.charge(REQUEST))).slice(0, 3)).toEqual([
      `POST /v1/payment_methods ${KEY}:card`,
      `POST /v1/payment_intents ${KEY}:create`,
      `POST /v1/payment_intents/pi/confirm ${KEY}:confirm`,
    ]);
  });

  it('are taken for a charge of a payment method that Stripe has made', async () => {
    expect((await taken(provider.charge({ ...REQUEST, token: 'pm_card_visa' })))[0]).toBe(
      `POST /v1/payment_intents ${KEY}:create`,
    );
  });

  it('are taken for looking a charge up, by its key and by its id', async () => {
    expect(await taken(provider.retrieve({ idempotencyKey: `it's ${KEY}` }))).toEqual([
      'GET /v1/payment_intents/search –',
    ]);
    expect((await taken(provider.retrieve({ chargeId: 'pi_123' })))[1]).toBe('GET /v1/payment_intents/pi –');
  });

  it('are taken for giving a charge up', async () => {
    const charges = stripeCharges(stripe, requestsWithin(10_000));
    expect(await taken(charges.cancel('pi_123'))).toEqual(['POST /v1/payment_intents/pi/cancel –']);
    await taken(provider.cancel(REQUEST));
  });

  it('are taken for a refund, after a look whether it was made', async () => {
    const amount = { cents: 2_000, currencyCode: 'USD' };
    expect(await taken(provider.refund({ idempotencyKey: KEY, chargeId: 'pi_123', amount }))).toEqual([
      'GET /v1/refunds –',
      `POST /v1/refunds ${KEY}:refund`,
    ]);
  });

  it('would be refused with a parameter that Stripe does not have', async () => {
    const parameters = { amount: 5_000, currency: 'usd', amount_cents: 5_000 };
    await expect(stripe.paymentIntents.create(parameters)).rejects.toMatchObject({ statusCode: 400 });
  });
});
