import { Stripe } from 'stripe';

/** The options of one request, with an idempotency key where it has one of ours. */
export type StripeRequestOptions = (idempotencyKey?: string) => Stripe.RequestOptions;

/** Options for several requests that may take `timeout` milliseconds together. */
export function requestsWithin(timeout: number): StripeRequestOptions {
  const deadline = performance.now() + timeout;
  return (idempotencyKey) => ({
    timeout: Math.max(1, Math.ceil(deadline - performance.now())),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
}

/** How many keys of a chain are tried; Stripe rarely fails once. */
const LONGEST_CHAIN = 3;

/**
 * Sends a request under a key. Stripe answers a key that has met one of its own failures with that failure for a day; such
 * a repeat holds for everybody, so all go on to the same next key, and nobody ever hears what the failed one may have made.
 */
export async function sendUnderKey<Answer>(
  key: string,
  send: (key: string) => Promise<Answer>,
): Promise<Answer> {
  for (let link = 1; ; link += 1) {
    try {
      return await send(link === 1 ? key : `${key}:${String(link)}`);
    } catch (error) {
      if (link === LONGEST_CHAIN || !isRepeatedFailure(error)) throw error;
    }
  }
}

/** https://docs.stripe.com/api/idempotent_requests */
function isRepeatedFailure(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeAPIError &&
    (error.statusCode ?? 0) >= 500 &&
    error.headers?.['idempotent-replayed'] === 'true'
  );
}
