import type { Redis } from '@techally/redis';
import type { BatchGroup } from './batch-queue.js';
import { BatchedRateLimitStore } from './batched-rate-limit-store.js';
import type { BucketChange } from './bucket-change.js';
import type { Bucket, BucketVerdict, Clock, WindowLimit, WindowVerdict } from './rate-limit-store.js';
import { CHARGE, TAKE } from './redis-scripts.js';
import { bucketVerdict } from './token-bucket.js';
import { windowVerdicts } from './window-verdicts.js';

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
  const clock = () => (now === undefined ? '' : String(now()));

  async function take(groups: readonly BatchGroup<WindowLimit, undefined>[]): Promise<WindowVerdict[][]> {
    const keys = groups.map(({ key }) => `${prefix}window:${key}`);
    const args: (string | number)[] = [clock()];
    for (const { parameters, items } of groups)
      args.push(parameters.limit, parameters.windowMs, items.length);
    const [moment = 0, ...reply] = (await TAKE.run(redis, keys, args)) as number[];
    return groups.map((group, index) =>
      windowVerdicts(group, {
        start: reply[2 * index] ?? 0,
        usedBefore: reply[2 * index + 1] ?? 0,
        now: moment,
      }),
    );
  }

  async function change(groups: readonly BatchGroup<Bucket, BucketChange>[]): Promise<BucketVerdict[][]> {
    const keys = groups.map(({ key }) => `${prefix}bucket:${key}`);
    const args: (string | number)[] = [clock()];
    for (const { parameters, items } of groups) {
      args.push(parameters.capacity, parameters.refillPerMs, items.length);
      for (const { kind, amount } of items) args.push(kind, amount);
    }
    const reply = (await CHARGE.run(redis, keys, args)) as (number | string)[];
    let at = 0;
    return groups.map(({ parameters: bucket, items }) =>
      items.map(({ amount }) => {
        const verdict = bucketVerdict(reply[at] === 1, Number(reply[at + 1]), { amount, bucket });
        at += 2;
        return verdict;
      }),
    );
  }

  return new BatchedRateLimitStore({
    take,
    change,
    // Redis answers in the order of asking; nothing is won by holding back.
    maxInFlight: Infinity,
    close: () => Promise.resolve(),
  });
}
