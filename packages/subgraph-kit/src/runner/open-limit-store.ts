import {
  createRedisRateLimitStore,
  FallbackRateLimitStore,
  MemoryRateLimitStore,
} from '@techally/rate-limit';
import type { RateLimitStore } from '@techally/rate-limit';
import { createRedis } from '@techally/redis';
import type { ServiceLogger } from '../service/service.js';

export interface OpenLimitStoreOptions {
  /** `null` where there is no Redis: every process counts for itself then. */
  readonly redisUrl: string | null;
  /** How the connection appears in Redis. */
  readonly name: string;
  readonly logger: ServiceLogger;
}

/** Opens the counters of the fields' limits. While Redis is away, each process counts for itself. */
export function openLimitStore({ redisUrl, name, logger }: OpenLimitStoreOptions): RateLimitStore {
  const local = new MemoryRateLimitStore();
  if (redisUrl === null) return local;
  const redis = createRedis({
    url: redisUrl,
    name,
    // The store below tells, and once.
    onError: () => undefined,
  });
  const store = new FallbackRateLimitStore({
    shared: createRedisRateLimitStore({ redis, prefix: 'techally:field-limit:' }),
    local,
    onAway: (err) => {
      logger.warn({ err }, 'Redis is away: limits of fields are counted in this process');
    },
    onBack: () => {
      logger.info({}, 'Redis is back: limits of fields are shared again');
    },
  });
  const close = store.close.bind(store);
  return Object.assign(store, {
    async close() {
      await close();
      redis.disconnect();
    },
  });
}
