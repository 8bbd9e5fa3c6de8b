import type { Bucket, BucketVerdict, RateLimitStore } from '@techally/rate-limit';
import type { Logger } from 'pino';
import type { CostBudgetOptions } from '../config/cost-budget-options.js';
import { ClientError } from '../errors/client-error.js';
import type { RequesterTier } from '../identity/requester-tier.js';
import { requesterTier } from '../identity/requester-tier.js';
import { askStore } from './ask-store.js';
import { tooManyRequests } from './limit-requests.js';
import type { LimitedRequester } from './limited-requester.js';
import { rateLimitKey } from './limited-requester.js';
import type { WriteRateLimitHeaders } from './rate-limit-headers.js';
import { createRateLimitHeaders } from './rate-limit-headers.js';

/** What each requester may spend on the cost of operations. */
export interface CostBudget {
  /**
   * Takes what an operation is estimated to cost. `undefined` when it may go on at once.
   *
   * @param head Gets the header fields that say what is left.
   * @throws {ClientError} Thrown, or rejected with, when it may not: `TOO_MANY_REQUESTS`, `COST_ESTIMATED_TOO_EXPENSIVE`
   * when no waiting would help, or `SERVICE_UNAVAILABLE` when that cannot be found out.
   */
  charge(requester: LimitedRequester, estimate: number, head: string[]): Promise<void> | undefined;
  /** Corrects a charge, when the actual cost is known: actual minus estimate. Never fails. */
  settle(requester: LimitedRequester, difference: number): void;
}

interface Policy {
  readonly bucket: Bucket;
  readonly writeHeaders: WriteRateLimitHeaders;
}

export function createCostBudget(
  { tiers }: Pick<CostBudgetOptions, 'tiers'>,
  { store, logger }: { readonly store: RateLimitStore; readonly logger: Logger },
): CostBudget {
  const policy = ({ capacity, refill }: { readonly capacity: number; readonly refill: number }): Policy => ({
    bucket: { capacity, refillPerMs: refill / 1_000 },
    // What it takes to fill up is the nearest that a bucket has to a window.
    writeHeaders: createRateLimitHeaders({
      name: 'cost',
      limit: capacity,
      windowMs: (capacity / refill) * 1_000,
    }),
  });
  const policies: Readonly<Record<RequesterTier, Policy>> = {
    anonymous: policy(tiers.anonymous),
    authenticated: policy(tiers.authenticated),
    premium: policy(tiers.premium),
  };

  return {
    charge(requester, estimate, head) {
      const tier = requesterTier(requester.identity);
      if (tier === null) return undefined;
      const { bucket, writeHeaders } = policies[tier];
      const decide = ({ allowed, remaining, retryAfterMs }: BucketVerdict): void => {
        const resetAfterMs = (bucket.capacity - remaining) / bucket.refillPerMs;
        writeHeaders(head, { remaining, resetAfterMs });
        if (allowed) return;
        if (retryAfterMs !== Infinity)
          throw tooManyRequests(retryAfterMs, 'Too much was asked for; Retry-After says when to come back.');
        throw new ClientError('COST_ESTIMATED_TOO_EXPENSIVE', {
          extensions: { cost: estimate, maxCost: bucket.capacity },
        });
      };
      return askStore(() => store.charge(rateLimitKey(requester), estimate, bucket), decide);
    },

    settle(requester, difference) {
      const tier = requesterTier(requester.identity);
      if (tier === null || difference === 0) return;
      const settled = store.settle(rateLimitKey(requester), difference, policies[tier].bucket);
      if (settled instanceof Promise) {
        settled.catch((err: unknown) => {
          logger.warn({ err }, 'the cost of an operation could not be settled');
        });
      }
    },
  };
}
