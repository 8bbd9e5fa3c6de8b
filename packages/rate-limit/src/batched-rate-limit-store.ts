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
  /**
   * Counts takes, of different keys. What of both kinds is asked in one turn of the event loop is asked in the same tick,
   * so that it can be one message.
   *
   * Resolves with a verdict for each take of each group.
   */
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

  #isScheduled = false;

  constructor({ take, change, maxInFlight, close }: BatchedRateLimitStoreOptions) {
    const schedule = () => {
      this.#schedule();
    };
    this.#takes = new BatchQueue({
      send: take,
      isSame: (a, b) => a.limit === b.limit && a.windowMs === b.windowMs,
      maxInFlight,
      schedule,
    });
    this.#changes = new BatchQueue({
      send: change,
      isSame: (a, b) => a.capacity === b.capacity && a.refillPerMs === b.refillPerMs,
      maxInFlight,
      schedule,
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
    await this.#changes.addWithoutHaste(storableKey(key), bucket, { kind: 'settle', amount: difference });
  }

  /** Has both kinds sent together, with what is not urgent. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // After all that is read from sockets in this turn, before anything waits for new input.
    setImmediate(() => {
      this.#isScheduled = false;
      this.#takes.flush();
      this.#changes.flush();
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#takes.drain(), this.#changes.drain()]);
    await this.#close();
  }
}
