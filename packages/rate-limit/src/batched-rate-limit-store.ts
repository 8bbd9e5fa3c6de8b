import type { BatchGroup } from './batch-queue.js';
import { BatchQueue } from './batch-queue.js';
import type { BucketChange } from './bucket-change.js';
import type {
  Bucket,
  BucketVerdict,
  RateLimitStore,
  WindowLimit,
  WindowVerdict,
} from './rate-limit-store.js';
import { storableKey } from './storable-key.js';

/** How a store outside this process is asked. */
export interface BatchedRateLimitStoreOptions {
  /** Counts takes, of different keys. Resolves with a verdict for each take of each group. */
  readonly take: (groups: readonly BatchGroup<WindowLimit, undefined>[]) => Promise<WindowVerdict[][]>;
  /** Changes buckets, of different keys. Resolves with a verdict for each change of each group. */
  readonly change: (groups: readonly BatchGroup<Bucket, BucketChange>[]) => Promise<BucketVerdict[][]>;
  /** Batches of either kind that may be under way at once. */
  readonly maxInFlight: number;
  readonly close: () => Promise<void>;
}

/** A store outside this process, which is asked for many at once. */
export class BatchedRateLimitStore implements RateLimitStore {
  readonly #takes: BatchQueue<WindowLimit, undefined, WindowVerdict>;
  readonly #changes: BatchQueue<Bucket, BucketChange, BucketVerdict>;
  readonly #close: () => Promise<void>;

  constructor({ take, change, maxInFlight, close }: BatchedRateLimitStoreOptions) {
    this.#takes = new BatchQueue({
      send: take,
      isSame: (a, b) => a.limit === b.limit && a.windowMs === b.windowMs,
      maxInFlight,
    });
    this.#changes = new BatchQueue({
      send: change,
      isSame: (a, b) => a.capacity === b.capacity && a.refillPerMs === b.refillPerMs,
      maxInFlight,
    });
    this.#close = close;
  }

  take(key: string, window: WindowLimit): Promise<WindowVerdict> {
    return this.#takes.add(storableKey(key), window, undefined);
  }

  charge(key: string, amount: number, bucket: Bucket): Promise<BucketVerdict> {
    return this.#changes.add(storableKey(key), bucket, { kind: 'charge', amount });
  }

  async settle(key: string, difference: number, bucket: Bucket): Promise<void> {
    await this.#changes.add(storableKey(key), bucket, { kind: 'settle', amount: difference });
  }

  close(): Promise<void> {
    return this.#close();
  }
}
