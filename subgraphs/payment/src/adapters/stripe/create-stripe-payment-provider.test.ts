import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentProvider } from '../../ports/payment-provider.js';
import { describePaymentProviderContract } from '../../ports/payment-provider.contract.js';
import type { StripeStandIn } from '../../testing/start-stripe-stand-in.js';
import { startStripeStandIn } from '../../testing/start-stripe-stand-in.js';
import { sumOf } from '../../testing/stripe-stand-in-books.js';
import { createStripeClient } from './create-stripe-client.js';
import { createStripePaymentProvider } from './create-stripe-payment-provider.js';

// The suite needs a provider that remembers; stripe-mock does not (see stripe-requests.test.ts for what it shows).
describePaymentProviderContract('Stripe, as a stand-in plays it', async () => {
  const standIn = await startStripeStandIn();
  const { books } = standIn;
  const stripe = createStripeClient({ secretKey: 'sk_test_contract', apiBase: new URL(standIn.url) });
  const then = Promise.resolve();
  return {
    provider: createStripePaymentProvider({ stripe, timeout: 1_000 }),
    loseNextAnswer: () =>
      then.then(() => {
        standIn.addFault({ kind: 'silence' });
      }),
    failNextRequest: () =>
      then.then(() => {
        standIn.addFault({ kind: 'answer', status: 500, error: { type: 'api_error' } });
      }),
    catchUp: () =>
      then.then(() => {
        standIn.index();
      }),
    confirm: (chargeId, clientSecret, outcome) =>
      then.then(() => {
        books.authenticate(chargeId, clientSecret, outcome);
      }),
    books() {
      const charged = [...books.intents.values()].filter(({ status }) => status === 'succeeded');
      return Promise.resolve({
        charges: charged.length,
        chargedCents: sumOf(charged),
        refundedCents: sumOf(books.refunds),
      });
    },
    dispose: () => standIn.close(),
  };
});

describe('a payment that comes to its end a day later, when Stripe has forgotten its keys', () => {
  let standIn: StripeStandIn;
  let provider: PaymentProvider;
  const amount = { cents: 5_000, currencyCode: 'USD' };
  const charge = { idempotencyKey: 'pay:1', amount, token: 'tok_visa', reference: 'N-1' };
  const unknown = { code: 'PROVIDER_UNKNOWN_OUTCOME' };

  beforeEach(async () => {
    standIn = await startStripeStandIn();
    const stripe = createStripeClient({ secretKey: 'sk_test_day', apiBase: new URL(standIn.url) });
    provider = createStripePaymentProvider({ stripe, timeout: 500 });
  });
  afterEach(() => standIn.close());

  function aDayPasses(): void {
    standIn.forgetKeys();
    standIn.index();
  }

  it('was charged and cannot be given up any more', async () => {
    standIn.addFault({ kind: 'silence' });
    await expect(provider.charge(charge)).rejects.toMatchObject(unknown);
    aDayPasses();
    expect(await provider.cancel(charge)).toMatchObject({ state: 'succeeded' });
    expect(standIn.books.intents.size).toBe(1);
  });

  it('is refunded once, though the first answer was lost', async () => {
    const made = await provider.charge(charge);
    const chargeId = made.state === 'succeeded' ? made.chargeId : '';
    const refund = { idempotencyKey: 'refund:1', chargeId, amount: { ...amount, cents: 2_000 } };
    standIn.addFault({ kind: 'silence' });
    await expect(provider.refund(refund)).rejects.toMatchObject(unknown);
    aDayPasses();
    expect(await provider.refund(refund)).toMatchObject({ state: 'succeeded' });
    expect(sumOf(standIn.books.refunds)).toBe(2_000);
  });
});
