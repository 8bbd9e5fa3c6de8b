import { Stripe } from 'stripe';
import type { StripeSettings } from './parse-stripe-settings.js';

/** Connects to a Stripe account. Nothing is sent until it is used. */
export function createStripeClient({
  secretKey,
  apiBase,
}: Pick<StripeSettings, 'secretKey' | 'apiBase'>): Stripe {
  return new Stripe(secretKey, {
    // Whoever calls asks what became of a request before it is repeated.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(apiBase === null ? {} : addressOf(apiBase)),
  });
}

function addressOf({ protocol, hostname, port }: URL) {
  const https = protocol === 'https:';
  return {
    protocol: https ? ('https' as const) : ('http' as const),
    host: hostname,
    port: port === '' ? (https ? 443 : 80) : Number(port),
  };
}
