import type { Redis } from '@techally/redis';
import type { BatchGroup } from './batch-queue.js';
import type { BucketChange } from './bucket-change.js';
import type { Bucket, BucketVerdict, Clock, WindowLimit, WindowVerdict } from './rate-limit-store.js';
import { COUNT } from './redis-scripts.js';
import { bucketVerdict } from './token-bucket.js';
import { windowVerdicts } from './window-verdicts.js';

type Windows = readonly BatchGroup<WindowLimit, undefined>[];
type Buckets = readonly BatchGroup<Bucket, BucketChange>[];
type Reply = readonly (number | string)[];

/** One message to Redis: batches of takes and of changes, each of which reads its own part of the reply. */
export class RedisCount {
  readonly #windows: BatchGroup<WindowLimit, undefined>[] = [];
  readonly #buckets: BatchGroup<Bucket, BucketChange>[] = [];
  /** Changes of the buckets so far, each of which has two values in the reply. */
  #changes = 0;
  readonly #reply = Promise.withResolvers<Reply>();

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly now: Clock | undefined,
  ) {}

  /** Counts takes. */
  async take(windows: Windows): Promise<WindowVerdict[][]> {
    const before = this.#windows.length;
    this.#windows.push(...windows);
    const [now, ...reply] = await this.#reply.promise;
    return windows.map((group, index) => {
      const at = 2 * (before + index);
      return windowVerdicts(group, {
        start: Number(reply[at]),
        usedBefore: Number(reply[at + 1]),
        now: Number(now),
      });
    });
  }

  /** Changes buckets. */
  async change(buckets: Buckets): Promise<BucketVerdict[][]> {
    const before = this.#changes;
    this.#buckets.push(...buckets);
    for (const { items } of buckets) this.#changes += items.length;
    const reply = await this.#reply.promise;
    let at = 1 + 2 * (this.#windows.length + before);
    return buckets.map(({ parameters: bucket, items }) =>
      items.map(({ amount }) => {
        const verdict = bucketVerdict(reply[at] === 1, Number(reply[at + 1]), { amount, bucket });
        at += 2;
        return verdict;
      }),
    );
  }

  /** Sends what has been asked. Nothing can be asked after that. */
  send(): void {
    this.#reply.resolve(COUNT.run(this.redis, this.#keys(), this.#arguments()) as Promise<Reply>);
  }

  #keys(): string[] {
    return [
      ...this.#windows.map(({ key }) => `${this.prefix}window:${key}`),
      ...this.#buckets.map(({ key }) => `${this.prefix}bucket:${key}`),
    ];
  }

  #arguments(): (string | number)[] {
    const args: (string | number)[] = [
      this.now === undefined ? '' : String(this.now()),
      this.#windows.length,
    ];
    for (const { parameters, items } of this.#windows)
      args.push(parameters.limit, parameters.windowMs, items.length);
    for (const { parameters, items } of this.#buckets) {
      args.push(parameters.capacity, parameters.refillPerMs, items.length);
      for (const { kind, amount } of items) args.push(kind, amount);
    }
    return args;
  }
}
