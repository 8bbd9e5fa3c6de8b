import type { Stripe } from 'stripe';
import type { ProviderEvent } from '../../ports/provider-event.js';
import { KEY_METADATA } from './stripe-parameters.js';

/** The news in one of Stripe's events; null when it is none, or about something that is not the shop's. */
export function eventOfStripeEvent(event: Stripe.Event): ProviderEvent | null {
  if (
    event.type === 'payment_intent.succeeded' ||
    event.type === 'payment_intent.payment_failed' ||
    event.type === 'payment_intent.requires_action' ||
    event.type === 'payment_intent.canceled'
  ) {
    const { id, metadata } = event.data.object;
    const idempotencyKey = metadata[KEY_METADATA];
    return idempotencyKey === undefined ? null : { kind: 'charge', chargeId: id, idempotencyKey };
  }
  if (event.type === 'refund.updated' || event.type === 'refund.failed') {
    const idempotencyKey = event.data.object.metadata?.[KEY_METADATA];
    return idempotencyKey === undefined ? null : { kind: 'refund', idempotencyKey };
  }
  return null;
}
