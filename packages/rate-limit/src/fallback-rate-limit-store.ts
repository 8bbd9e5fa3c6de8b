import type {
  Bucket,
  BucketVerdict,
  RateLimitStore,
  WindowLimit,
  WindowVerdict,
} from './rate-limit-store.js';

/** Options of {@link FallbackRateLimitStore}. */
export interface FallbackRateLimitStoreOptions {
  readonly shared: RateLimitStore;
  /** Counts for this process alone while the shared one is away. It is not closed with this store. */
  readonly local: RateLimitStore;
  /** Told once when the shared store goes away. */
  readonly onAway: (error: unknown) => void;
  /** Told once when it is back. */
  readonly onBack: () => void;
  /** Milliseconds between two attempts to reach it again. Default 1,000. */
  readonly retryEvery?: number;
}

/**
 * A shared store, and one of this process in its place while it is away. While it is away it is asked for one request in
 * every second, and the others do not wait for it.
 */
export class FallbackRateLimitStore implements RateLimitStore {
  readonly #options: FallbackRateLimitStoreOptions;
  readonly #retryEvery: number;
  /** When it is tried again, on the clock of `performance.now`; `null` while it answers. */
  #retryAt: number | null = null;

  constructor(options: FallbackRateLimitStoreOptions) {
    this.#options = options;
    this.#retryEvery = options.retryEvery ?? 1_000;
  }

  take(key: string, window: WindowLimit): WindowVerdict | Promise<WindowVerdict> {
    return this.#ask((store) => store.take(key, window));
  }

  charge(key: string, amount: number, bucket: Bucket): BucketVerdict | Promise<BucketVerdict> {
    return this.#ask((store) => store.charge(key, amount, bucket));
  }

  settle(key: string, difference: number, bucket: Bucket): void | Promise<void> {
    return this.#ask((store) => store.settle(key, difference, bucket));
  }

  close(): Promise<void> {
    return this.#options.shared.close();
  }

  #ask<Answer>(question: (store: RateLimitStore) => Answer | Promise<Answer>): Answer | Promise<Answer> {
    const { shared, local } = this.#options;
    if (this.#retryAt !== null) {
      const now = performance.now();
      if (now < this.#retryAt) return question(local);
      this.#retryAt = now + this.#retryEvery;
    }
    const answer = question(shared);
    if (!(answer instanceof Promise)) return answer;
    return answer.then(
      (value) => {
        this.#noteAnswer();
        return value;
      },
      (error: unknown) => {
        this.#noteFailure(error);
        return question(local);
      },
    );
  }

  #noteAnswer(): void {
    if (this.#retryAt === null) return;
    this.#retryAt = null;
    this.#options.onBack();
  }

  #noteFailure(error: unknown): void {
    const isNew = this.#retryAt === null;
    this.#retryAt = performance.now() + this.#retryEvery;
    if (isNew) this.#options.onAway(error);
  }
}
