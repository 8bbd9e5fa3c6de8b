import { Stripe } from 'stripe';
import type { ChargeDeclined } from '../../domain/charge-outcome.js';

/** What Stripe says of a refused card, in an error or in a PaymentIntent. */
interface Refusal {
  readonly code?: string | undefined;
  readonly decline_code?: string | undefined;
  readonly message?: string | undefined;
}

/** Codes that the shop has other words for; the others are passed on. */
const CODES: Readonly<Record<string, string>> = {
  generic_decline: 'card_declined',
  payment_intent_authentication_failure: 'authentication_failed',
};
/** Refusals of a card's token that come before any PaymentIntent. */
const TOKEN_CODES = new Set(['resource_missing', 'token_already_used', 'payment_method_unexpected_state']);

/** The decline that an error stands for; null when it is about something else. */
export function declineOfStripeError(error: unknown): ChargeDeclined | null {
  if (error instanceof Stripe.errors.StripeCardError) return declineOfRefusal(error);
  const aboutToken =
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    /^(payment_method|card|token)/.test(error.param ?? '') &&
    TOKEN_CODES.has(error.code ?? '');
  return aboutToken ? { state: 'declined', code: 'invalid_token', message: 'The card is not known.' } : null;
}

/** The decline under the narrowest code that Stripe gives; its messages for cards are made for customers. */
export function declineOfRefusal({ code, decline_code: declineCode, message }: Refusal): ChargeDeclined {
  const narrowest = declineCode ?? code ?? 'card_declined';
  return {
    state: 'declined',
    code: CODES[narrowest] ?? narrowest,
    message: message ?? 'The card was declined.',
  };
}
