import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import type { ChargeRequest, RefundRequest } from '../../ports/payment-provider.js';

/** The name in Stripe's metadata of our own key, by which charges and refunds are found again. */
export const KEY_METADATA = 'idempotency_key';

/** Longest idempotency key; Stripe takes 255, of which `sendUnderKey` adds two. */
const LONGEST_KEY = 250;

/**
 * The idempotency key of one of the requests that a key of ours stands for. Stripe remembers it for a day at least, and
 * answers the same again, or refuses other parameters.
 */
export function stripeKey(idempotencyKey: string, request: 'card' | 'create' | 'confirm' | 'refund'): string {
  const key = `${idempotencyKey}:${request}`;
  if (key.length <= LONGEST_KEY) return key;
  return `${createHash('sha256').update(idempotencyKey).digest('hex')}:${request}`;
}

/** Whether a token has to be made a payment method first: PaymentIntents take `pm_…`, not `tok_…`. */
export function isCardToken(token: string): boolean {
  return token.startsWith('tok_');
}

/** A PaymentIntent that charges nothing until it is confirmed. Amounts are in cents. */
export function paymentIntentParameters(
  { idempotencyKey, amount, reference }: ChargeRequest,
  paymentMethod: string,
): Stripe.PaymentIntentCreateParams {
  return {
    amount: amount.cents,
    currency: amount.currencyCode.toLowerCase(),
    // Other methods would need an address to come back to.
    allowed_payment_method_types: ['card'],
    payment_method: paymentMethod,
    description: reference,
    metadata: { [KEY_METADATA]: idempotencyKey, order_number: reference },
  };
}

export function refundParameters({
  idempotencyKey,
  chargeId,
  amount,
}: RefundRequest): Stripe.RefundCreateParams {
  return {
    payment_intent: chargeId,
    amount: amount.cents,
    metadata: { [KEY_METADATA]: idempotencyKey },
  };
}

/** Finds PaymentIntents by our key (https://docs.stripe.com/search#search-query-language). */
export function searchQuery(idempotencyKey: string): string {
  return `metadata['${KEY_METADATA}']:'${idempotencyKey.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
