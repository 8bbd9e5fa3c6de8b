import type { Redis } from '@techally/redis';
import { BatchedRateLimitStore } from './batched-rate-limit-store.js';
import type { Clock } from './rate-limit-store.js';
import { RedisCount } from './redis-count.js';

/** Options of {@link createRedisRateLimitStore}. */
export interface RedisRateLimitStoreOptions {
  /** A connection that belongs to the caller, who closes it after the store. */
  readonly redis: Redis;
  /** What the keys begin with. Default `techally:rate-limit:`. */
  readonly prefix?: string;
  /** Default: the clock of the Redis server. */
  readonly now?: Clock | undefined;
}

/**
 * Counters on one Redis server (6.2 or later), shared by all processes that use it. What is asked in one turn of the event
 * loop is one command.
 */
export function createRedisRateLimitStore(options: RedisRateLimitStoreOptions): BatchedRateLimitStore {
  const { redis, prefix = 'techally:rate-limit:', now } = options;
  /** What has been asked since the last message. */
  let next: RedisCount | undefined;

  /** The message that goes when all that is asked at once has been asked. */
  function nextCount(): RedisCount {
    if (next === undefined) {
      const count = new RedisCount(redis, prefix, now);
      next = count;
      queueMicrotask(() => {
        next = undefined;
        count.send();
      });
    }
    return next;
  }

  return new BatchedRateLimitStore({
    take: (groups) => nextCount().take(groups),
    change: (groups) => nextCount().change(groups),
    // Redis answers in the order of asking; nothing is won by holding back.
    maxInFlight: Infinity,
    close: () => Promise.resolve(),
  });
}
