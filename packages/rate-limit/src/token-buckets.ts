import type { Bucket, BucketVerdict } from './rate-limit-store.js';
import type { BucketState } from './token-bucket.js';
import { bucketVerdict, refill, settled } from './token-bucket.js';

interface KnownBucket extends BucketState {
  /** From then on it is full, and need not be known any more. */
  fullAt: number;
}

/** Buckets below which sweeping is not worth it. */
const FIRST_SWEEP = 1_000;

/** Token buckets by key, in memory. Full ones are forgotten, which changes nothing. */
export class TokenBuckets {
  readonly #buckets = new Map<string, KnownBucket>();
  #sweepAt: number;

  /** @param maxKeys when there are so many that are not full, the older half is forgotten */
  constructor(private readonly maxKeys: number) {
    this.#sweepAt = Math.min(FIRST_SWEEP, maxKeys);
  }

  charge(key: string, amount: number, { bucket, now }: { bucket: Bucket; now: number }): BucketVerdict {
    const state = this.#filled(key, bucket, now);
    const allowed = amount <= state.tokens;
    if (allowed) this.#keep(key, state, { tokens: state.tokens - amount, bucket, now });
    return bucketVerdict(allowed, state.tokens, { amount, bucket });
  }

  settle(key: string, difference: number, { bucket, now }: { bucket: Bucket; now: number }): void {
    const state = this.#filled(key, bucket, now);
    const tokens = settled(state.tokens, difference, bucket.capacity);
    if (tokens !== bucket.capacity || this.#buckets.has(key)) this.#keep(key, state, { tokens, bucket, now });
  }

  #filled(key: string, bucket: Bucket, now: number): KnownBucket {
    const state = this.#buckets.get(key) ?? { tokens: bucket.capacity, seenAt: now, fullAt: now };
    refill(state, bucket, now);
    return state;
  }

  #keep(
    key: string,
    state: KnownBucket,
    { tokens, bucket, now }: { tokens: number; bucket: Bucket; now: number },
  ): void {
    state.tokens = tokens;
    state.fullAt = now + (bucket.capacity - tokens) / bucket.refillPerMs;
    if (!this.#buckets.has(key)) this.#makeRoom(now);
    this.#buckets.set(key, state);
  }

  /** Sweeps whenever there are twice as many as the last sweep left: a constant cost per new bucket. */
  #makeRoom(now: number): void {
    if (this.#buckets.size < this.#sweepAt) return;
    for (const [key, { fullAt }] of this.#buckets) if (fullAt <= now) this.#buckets.delete(key);
    const kept = Math.floor(this.maxKeys / 2);
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= kept) break;
      this.#buckets.delete(oldest);
    }
    this.#sweepAt = Math.min(this.maxKeys, Math.max(FIRST_SWEEP, 2 * this.#buckets.size));
  }
}
