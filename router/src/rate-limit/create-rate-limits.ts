import type { Clock, RateLimitStore } from '@techally/rate-limit';
import {
  createPostgresRateLimitStore,
  createRedisRateLimitStore,
  FallbackRateLimitStore,
} from '@techally/rate-limit';
import type { Logger } from 'pino';
import type { RateLimitOptions } from '../config/rate-limit-options.js';
import type { KeptState } from '../kept-state.js';
import type { SharedState } from '../shared-state/shared-state.js';
import type { CostBudget } from './cost-budget.js';
import { createCostBudget } from './cost-budget.js';
import type { LimitRequests } from './limit-requests.js';
import { createLimitRequests, limitNothing } from './limit-requests.js';

/** The limits of one configuration. */
export interface RateLimits {
  readonly limitRequests: LimitRequests;
  /** `undefined` when cost is not limited. */
  readonly costBudget: CostBudget | undefined;
  close(): Promise<void>;
}

export interface RateLimitsContext {
  readonly sharedState: SharedState;
  readonly kept: KeptState;
  /** Default: the clock of whoever keeps the counters. */
  readonly now: Clock | undefined;
  readonly logger: Logger;
}

export function createRateLimits(options: RateLimitOptions, context: RateLimitsContext): RateLimits {
  const { enabled, cost } = options;
  if (!enabled && !cost.enabled)
    return { limitRequests: limitNothing, costBudget: undefined, close: () => Promise.resolve() };
  const store = openStore(options, context);
  return {
    limitRequests: enabled ? createLimitRequests(options, store) : limitNothing,
    costBudget: cost.enabled ? createCostBudget(cost, { store, logger: context.logger }) : undefined,
    close: () => store.close(),
  };
}

function openStore({ whenUnavailable }: RateLimitOptions, context: RateLimitsContext): RateLimitStore {
  const { kept, logger } = context;
  const shared = openSharedStore(context);
  if (shared === undefined) return kept.rateLimits;
  if (whenUnavailable === 'closed') return shared;
  return new FallbackRateLimitStore({
    shared,
    local: kept.rateLimits,
    onAway: (err) => {
      logger.warn({ err }, 'the shared state is away: rate limits count in this process alone');
    },
    onBack: () => {
      logger.warn('the shared state is back: rate limits are shared again');
    },
  });
}

function openSharedStore({ sharedState, now, logger }: RateLimitsContext): RateLimitStore | undefined {
  const { redis, postgresUrl } = sharedState;
  if (redis !== undefined) return createRedisRateLimitStore({ redis, now });
  if (postgresUrl === undefined) return undefined;
  return createPostgresRateLimitStore({
    databaseUrl: postgresUrl,
    now,
    onError: (err) => {
      logger.warn({ err }, 'the database of the shared state is not well');
    },
  });
}
