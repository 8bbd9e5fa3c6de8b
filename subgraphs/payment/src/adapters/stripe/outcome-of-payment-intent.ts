import type { Stripe } from 'stripe';
import type { ChargeOutcome } from '../../domain/charge-outcome.js';
import { CANCELLED_CODE } from '../../domain/charge-outcome.js';
import { ProviderUnknownOutcomeError } from '../../ports/provider-error.js';
import { declineOfRefusal } from './decline-of-stripe-error.js';

/**
 * What the state of a PaymentIntent says of the charge (https://docs.stripe.com/payments/paymentintents/lifecycle);
 * `notFound` when nobody has confirmed it, so that there is no charge yet.
 *
 * A decline is not final in a PaymentIntent that is not `canceled`: the card could be exchanged for another one.
 * @throws {ProviderUnknownOutcomeError} Thrown when Stripe is still at work, or in a state of a later version.
 */
export function outcomeOfPaymentIntent(
  intent: Stripe.PaymentIntent,
): ChargeOutcome | { readonly state: 'notFound' } {
  const { id, status, client_secret: clientSecret, last_payment_error: refusal } = intent;
  switch (status) {
    case 'succeeded':
      return { state: 'succeeded', chargeId: id };
    case 'requires_action':
      return { state: 'requiresAction', chargeId: id, clientSecret: clientSecret ?? '' };
    case 'requires_payment_method':
      return declineOfRefusal(refusal ?? {});
    case 'canceled':
      return refusal === null
        ? { state: 'declined', code: CANCELLED_CODE, message: 'The payment was given up.' }
        : declineOfRefusal(refusal);
    case 'requires_confirmation':
      return { state: 'notFound' };
    case 'processing':
    case 'requires_capture':
    default:
      throw new ProviderUnknownOutcomeError(`The PaymentIntent ${id} is ${status}.`);
  }
}
