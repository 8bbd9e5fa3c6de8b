import type { Stripe } from 'stripe';
import type { PaymentProvider } from '../../ports/payment-provider.js';
import { stripeCharges } from './stripe-charges.js';
import { stripeRefund } from './stripe-refunds.js';
import { requestsWithin } from './stripe-request-options.js';

/** Milliseconds that a call of the port may take: Stripe waits for banks. */
export const STRIPE_TIMEOUT = 10_000;

export interface StripePaymentProviderOptions {
  readonly stripe: Stripe;
  /** Milliseconds that a call of the port may take, all its requests together. Default 10,000. */
  readonly timeout?: number | undefined;
}

/**
 * The payment provider port on Stripe's PaymentIntents; a charge's id is that of its PaymentIntent.
 *
 * A charge is two requests: the first makes a PaymentIntent, which moves no money, the second confirms it. So a charge that
 * is given up has something to be cancelled, also when nobody knows whether it was confirmed (docs/decisions/0026).
 */
export function createStripePaymentProvider({
  stripe,
  timeout = STRIPE_TIMEOUT,
}: StripePaymentProviderOptions): PaymentProvider {
  const chargesInTime = () => stripeCharges(stripe, requestsWithin(timeout));
  return {
    async charge(request) {
      const charges = chargesInTime();
      const created = await charges.create(request);
      return 'state' in created ? created : charges.confirm(created.id, request);
    },

    async retrieve(query) {
      const charges = chargesInTime();
      const intent =
        'chargeId' in query
          ? await charges.retrieve(query.chargeId)
          : await charges.find(query.idempotencyKey);
      return intent === null ? { state: 'notFound' } : charges.settle(intent);
    },

    async cancel(request) {
      const charges = chargesInTime();
      // The key of one that is older than a day may be forgotten; younger ones may not be in the index yet.
      const known = (await charges.find(request.idempotencyKey)) ?? (await charges.create(request));
      return 'state' in known ? known : charges.cancel(known.id);
    },

    refund: (request) => stripeRefund(stripe, request, requestsWithin(timeout)),
  };
}
