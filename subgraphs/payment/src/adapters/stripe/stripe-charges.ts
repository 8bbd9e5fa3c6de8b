import { Stripe } from 'stripe';
import type { ChargeDeclined, ChargeOutcome, ChargeSucceeded } from '../../domain/charge-outcome.js';
import type { ChargeRequest } from '../../ports/payment-provider.js';
import { ProviderUnknownOutcomeError } from '../../ports/provider-error.js';
import { declineOfStripeError } from './decline-of-stripe-error.js';
import { outcomeOfPaymentIntent } from './outcome-of-payment-intent.js';
import {
  isCardToken,
  KEY_METADATA,
  paymentIntentParameters,
  searchQuery,
  stripeKey,
} from './stripe-parameters.js';
import { sendUnderKey } from './stripe-request-options.js';
import type { StripeRequestOptions } from './stripe-request-options.js';
import { isUnexpectedState, translateStripeError } from './translate-stripe-error.js';

/**
 * The steps of a charge, each a request or a few. All throw the errors of {@link translateStripeError}.
 *
 * A PaymentIntent charges at most once and is cancelled at most once, and never both: Stripe sees to it, whoever asks,
 * in whatever order.
 */
export interface StripeCharges {
  /** The one PaymentIntent of a request, made now or before; a decline when its card is refused at once. */
  create(request: ChargeRequest): Promise<Stripe.PaymentIntent | ChargeDeclined>;
  /** Charges it, unless it was charged or cancelled before. */
  confirm(id: string, request: ChargeRequest): Promise<ChargeOutcome>;
  /** What became of it. A decline is made final. */
  settle(intent: Stripe.PaymentIntent): Promise<ChargeOutcome | { readonly state: 'notFound' }>;
  /** Cancels it, unless it was charged before. */
  cancel(id: string): Promise<ChargeSucceeded | ChargeDeclined>;
  retrieve(id: string): Promise<Stripe.PaymentIntent | null>;
  /** The PaymentIntent of a key. One that is younger than a minute may not be found. */
  find(idempotencyKey: string): Promise<Stripe.PaymentIntent | null>;
}

export function stripeCharges(stripe: Stripe, options: StripeRequestOptions): StripeCharges {
  const { paymentIntents } = stripe;

  async function paymentMethodOf({ token, idempotencyKey }: ChargeRequest): Promise<string> {
    if (!isCardToken(token)) return token;
    const key = stripeKey(idempotencyKey, 'card');
    const method = await sendUnderKey(key, (each) =>
      stripe.paymentMethods.create({ type: 'card', card: { token } }, options(each)),
    );
    return method.id;
  }

  async function retrieve(id: string): Promise<Stripe.PaymentIntent | null> {
    try {
      return await paymentIntents.retrieve(id, {}, options());
    } catch (error) {
      if (isMissing(error)) return null;
      throw translateStripeError(error);
    }
  }

  async function current(id: string): Promise<Stripe.PaymentIntent> {
    const intent = await retrieve(id);
    if (intent === null) throw new ProviderUnknownOutcomeError(`Stripe does not know ${id} any more.`);
    return intent;
  }

  async function cancel(id: string): Promise<ChargeSucceeded | ChargeDeclined> {
    let intent: Stripe.PaymentIntent;
    try {
      // No key of ours: Stripe would repeat a refusal that does not hold any more.
      intent = await paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }, options());
    } catch (error) {
      if (!isUnexpectedState(error)) throw translateStripeError(error);
      intent = await current(id);
    }
    const outcome = outcomeOfPaymentIntent(intent);
    const final = intent.status === 'succeeded' || intent.status === 'canceled';
    if (!final || outcome.state === 'requiresAction' || outcome.state === 'notFound')
      throw new ProviderUnknownOutcomeError(`Stripe did not cancel ${id}.`);
    return outcome;
  }

  /** A customer who knows the client secret could try another card otherwise, after the order was given up. */
  async function makeFinal(id: string, declined: ChargeDeclined): Promise<ChargeSucceeded | ChargeDeclined> {
    const outcome = await cancel(id);
    return outcome.state === 'succeeded' ? outcome : declined;
  }

  async function settle(intent: Stripe.PaymentIntent): ReturnType<StripeCharges['settle']> {
    const outcome = outcomeOfPaymentIntent(intent);
    return outcome.state === 'declined' && intent.status !== 'canceled'
      ? makeFinal(intent.id, outcome)
      : outcome;
  }

  return {
    retrieve,
    cancel,
    settle,

    async create(request) {
      const key = stripeKey(request.idempotencyKey, 'create');
      try {
        const parameters = paymentIntentParameters(request, await paymentMethodOf(request));
        return await sendUnderKey(key, (each) => paymentIntents.create(parameters, options(each)));
      } catch (error) {
        const declined = declineOfStripeError(error);
        if (declined === null) throw translateStripeError(error);
        return declined;
      }
    },

    async confirm(id, { idempotencyKey }) {
      const key = stripeKey(idempotencyKey, 'confirm');
      let intent: Stripe.PaymentIntent;
      try {
        intent = await sendUnderKey(key, (each) => paymentIntents.confirm(id, {}, options(each)));
      } catch (error) {
        const declined = declineOfStripeError(error);
        if (declined !== null) return makeFinal(id, declined);
        if (!isUnexpectedState(error)) throw translateStripeError(error);
        intent = await current(id);
      }
      const outcome = await settle(intent);
      if (outcome.state === 'notFound')
        throw new ProviderUnknownOutcomeError(`Stripe did not confirm ${id}.`);
      return outcome;
    },

    async find(idempotencyKey) {
      const query = { query: searchQuery(idempotencyKey), limit: 10 };
      const page = await paymentIntents.search(query, options()).catch((error: unknown) => {
        throw translateStripeError(error);
      });
      // The index lags behind: it tells which there are, not how they are.
      const ids = page.data.filter(({ metadata }) => metadata[KEY_METADATA] === idempotencyKey);
      const found = (await Promise.all(ids.map(({ id }) => retrieve(id)))).filter(
        (intent) => intent !== null,
      );
      return found.find(({ status }) => status === 'succeeded') ?? found[0] ?? null;
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
}
