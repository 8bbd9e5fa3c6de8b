import type { ServiceLogger, Webhook } from '@techally/subgraph-kit';
import type { Stripe } from 'stripe';
import type { HeedProviderEvent } from '../../application/heed-provider-event.js';
import { eventOfStripeEvent } from './event-of-stripe-event.js';

/** Where the payment service takes Stripe's events. */
export const STRIPE_WEBHOOK_PATH = '/webhooks/stripe';

/** Seconds that a signature holds: who has recorded an event cannot send it again later. */
const TOLERANCE = 300;

export interface StripeWebhookOptions {
  readonly stripe: Stripe;
  /** Of the endpoint, as Stripe shows it: `whsec_…`. */
  readonly secret: string;
  readonly heed: HeedProviderEvent;
  readonly logger: Pick<ServiceLogger, 'info' | 'warn'>;
  readonly now: () => Date;
}

/**
 * Stripe's events (https://docs.stripe.com/webhooks): 200 when the event was taken, also when it brought nothing new; 400
 * with `WEBHOOK_SIGNATURE_INVALID`, and nothing done, when the body is not what Stripe has signed in the last five minutes.
 * Whatever else goes wrong is 500, and Stripe sends the event again.
 */
export function createStripeWebhook({ stripe, secret, heed, logger, now }: StripeWebhookOptions): Webhook {
  function verify(body: Buffer, signature: string | undefined): Stripe.Event | null {
    try {
      return stripe.webhooks.constructEvent(
        body,
        signature ?? '',
        secret,
        TOLERANCE,
        undefined,
        now().getTime(),
      );
    } catch {
      // Of the signature, the time or the JSON; its message may hold the body.
      return null;
    }
  }

  return async ({ body, headers }) => {
    const event = verify(body, headers['stripe-signature']);
    if (event === null) {
      logger.warn({ bytes: body.byteLength }, 'a webhook that Stripe has not signed was refused');
      return REFUSED;
    }
    const news = eventOfStripeEvent(event);
    const heeded = news !== null && (await heed(news));
    logger.info({ eventId: event.id, type: event.type, heeded }, 'an event of Stripe');
    return { status: 200, body: { received: true } };
  };
}

const REFUSED = {
  status: 400,
  body: {
    errors: [
      {
        message:
          'The header stripe-signature is missing, does not fit the body, or is older than five minutes.',
        extensions: { code: 'WEBHOOK_SIGNATURE_INVALID' },
      },
    ],
  },
} as const;
