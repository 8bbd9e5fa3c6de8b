import type {
  Bucket,
  BucketVerdict,
  Clock,
  RateLimitStore,
  WindowLimit,
  WindowVerdict,
} from './rate-limit-store.js';
import { TokenBuckets } from './token-buckets.js';
import { WindowCounters } from './window-counters.js';

/** Options of {@link MemoryRateLimitStore}. */
export interface MemoryRateLimitStoreOptions {
  /** Default: the clock. */
  readonly now?: Clock | undefined;
  /**
   * Keys that it keeps at most for each window length, and buckets; past that the oldest are forgotten. A key takes about
   * 100 bytes. Default 100,000.
   */
  readonly maxKeys?: number;
}

/** Counters of one process. It answers at once, holds no timer, and is empty again after a restart. */
export class MemoryRateLimitStore implements RateLimitStore {
  readonly #now: Clock;
  readonly #windows: WindowCounters;
  readonly #buckets: TokenBuckets;

  constructor({ now = Date.now, maxKeys = 100_000 }: MemoryRateLimitStoreOptions = {}) {
    this.#now = now;
    this.#windows = new WindowCounters(maxKeys);
    this.#buckets = new TokenBuckets(maxKeys);
  }

  take(key: string, window: WindowLimit): WindowVerdict {
    return this.#windows.take(key, window, this.#now());
  }

  charge(key: string, amount: number, bucket: Bucket): BucketVerdict {
    return this.#buckets.charge(key, amount, { bucket, now: this.#now() });
  }

  settle(key: string, difference: number, bucket: Bucket): void {
    this.#buckets.settle(key, difference, { bucket, now: this.#now() });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
