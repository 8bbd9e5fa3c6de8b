import { Stripe } from 'stripe';
import { ProviderRequestError, ProviderUnknownOutcomeError } from '../../ports/provider-error.js';

/**
 * The port's error for one of Stripe's (https://docs.stripe.com/api/errors):
 *
 * - no answer, an answer of 5xx, 409 (the same request is under way), or 429 (too many, or the object is in use):
 *   {@link ProviderUnknownOutcomeError}, to be asked again;
 * - any other refusal (of the key, of the parameters, of an idempotency key that had other parameters):
 *   {@link ProviderRequestError};
 * - what is not Stripe's is returned as it is.
 *
 * Messages are made of Stripe's types and codes. Its own texts repeat what was sent, so they are left out.
 */
export function translateStripeError(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  if (error instanceof Stripe.errors.StripeConnectionError)
    return new ProviderUnknownOutcomeError(`Stripe did not answer${reasonOf(error.detail)}.`);
  const message = `Stripe answered ${describe(error)}.`;
  const unknown =
    error instanceof Stripe.errors.StripeAPIError || error instanceof Stripe.errors.StripeRateLimitError;
  return unknown ? new ProviderUnknownOutcomeError(message) : new ProviderRequestError(message);
}

/** Whether a PaymentIntent was in a state that does not allow what was asked of it. */
export function isUnexpectedState(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'payment_intent_unexpected_state'
  );
}

function describe({ statusCode, rawType, code, requestId }: Stripe.errors.StripeError): string {
  const details = [rawType, code, requestId].filter((part) => part !== undefined);
  return `${String(statusCode ?? 'without a status')}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

function reasonOf(detail: unknown): string {
  const code: unknown =
    typeof detail === 'object' && detail !== null && 'code' in detail ? detail.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}
