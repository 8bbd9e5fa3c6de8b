import type { Identity } from '@techally/identity';
import type { RateLimitStore, WindowLimit, WindowVerdict } from '@techally/rate-limit';
import type { RateLimitOptions } from '../config/rate-limit-options.js';
import { ClientError } from '../errors/client-error.js';
import type { RequesterTier } from '../identity/requester-tier.js';
import { requesterTier } from '../identity/requester-tier.js';
import { askStore } from './ask-store.js';
import { rateLimitKey } from './limited-requester.js';
import type { WriteRateLimitHeaders } from './rate-limit-headers.js';
import { createRateLimitHeaders, toSeconds } from './rate-limit-headers.js';

/** What of a request its counting needs. */
export interface CountedRequest {
  readonly clientAddress: string | undefined;
  /** Gets the header fields that say what is left. */
  readonly responseHeaders: string[];
}

/**
 * Counts a request. `undefined` when it may go on at once.
 *
 * @throws {ClientError} Thrown, or rejected with, when it may not: `TOO_MANY_REQUESTS`, or `SERVICE_UNAVAILABLE` when that
 * cannot be found out.
 */
export type LimitRequests = (identity: Identity, request: CountedRequest) => Promise<void> | undefined;

/** What a router without limits does. */
export const limitNothing: LimitRequests = () => undefined;

interface Policy {
  readonly window: WindowLimit;
  readonly writeHeaders: WriteRateLimitHeaders;
}

export function createLimitRequests(
  { window, tiers }: Pick<RateLimitOptions, 'window' | 'tiers'>,
  store: RateLimitStore,
): LimitRequests {
  const policy = (limit: number): Policy => ({
    window: { limit, windowMs: window },
    writeHeaders: createRateLimitHeaders({ name: 'requests', limit, windowMs: window }),
  });
  const policies: Readonly<Record<RequesterTier, Policy>> = {
    anonymous: policy(tiers.anonymous),
    authenticated: policy(tiers.authenticated),
    premium: policy(tiers.premium),
  };

  return (identity, { clientAddress, responseHeaders }) => {
    const tier = requesterTier(identity);
    if (tier === null) return undefined;
    const { window: limit, writeHeaders } = policies[tier];
    const decide = (verdict: WindowVerdict): void => {
      const remaining = Math.max(0, limit.limit - verdict.used);
      const { resetAfterMs } = verdict;
      responseHeaders.push(
        'x-ratelimit-limit',
        String(limit.limit),
        'x-ratelimit-remaining',
        String(remaining),
      );
      responseHeaders.push('x-ratelimit-reset', String(Math.ceil(verdict.resetAt / 1_000)));
      writeHeaders(responseHeaders, { remaining, resetAfterMs });
      if (!verdict.allowed) throw tooManyRequests(resetAfterMs);
    };
    return askStore(() => store.take(rateLimitKey({ identity, clientAddress }), limit), decide);
  };
}

/**
 * @param retryAfterMs Milliseconds after which there is room again.
 * @param message Default: that of the error table.
 */
export function tooManyRequests(retryAfterMs: number, message?: string): ClientError {
  const retryAfter = toSeconds(retryAfterMs);
  return new ClientError('TOO_MANY_REQUESTS', {
    ...(message === undefined ? {} : { message }),
    extensions: { retryAfter },
    headers: { 'retry-after': String(retryAfter) },
  });
}
