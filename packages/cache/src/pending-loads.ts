import type { Invalidation } from './cache.js';
import { matcherOf } from './key-pattern.js';

/** A value on its way into the cache. */
export class PendingLoad {
  readonly #outcome = Promise.withResolvers<unknown>();
  /** Whether it was invalidated meanwhile: then it is given to those who wait for it, and not kept in this process. */
  isSpoiled = false;

  constructor(
    readonly key: string,
    readonly tags: readonly string[],
  ) {
    // Who waits for it hears of it; that nobody does is no reason to end the process.
    this.#outcome.promise.catch(() => undefined);
  }

  get value(): Promise<unknown> {
    return this.#outcome.promise;
  }

  succeed(value: unknown): void {
    this.#outcome.resolve(value);
  }

  fail(error: unknown): void {
    this.#outcome.reject(error);
  }
}

/** The values that are on their way, so that each is loaded once for all who ask. */
export class PendingLoads {
  /** Those that who asks now may wait for. */
  readonly #open = new Map<string, PendingLoad>();
  readonly #all = new Set<PendingLoad>();

  /** One that may be waited for. */
  find(key: string): PendingLoad | undefined {
    return this.#open.get(key);
  }

  /** @param isHidden Whether nobody waits for it: the old value is good enough. Default false. */
  begin(key: string, tags: readonly string[], { isHidden = false } = {}): PendingLoad {
    const load = new PendingLoad(key, tags);
    if (!isHidden) this.#open.set(key, load);
    this.#all.add(load);
    return load;
  }

  end(load: PendingLoad): void {
    this.#all.delete(load);
    if (this.#open.get(load.key) === load) this.#open.delete(load.key);
  }

  /** What is meant is spoiled, and whoever asks from now on is not given it. */
  spoil({ keys = [], tags = [], patterns = [] }: Invalidation): void {
    const matches = matcherOf(patterns);
    for (const load of this.#all) {
      const isMeant =
        keys.includes(load.key) || tags.some((tag) => load.tags.includes(tag)) || matches(load.key);
      if (!isMeant) continue;
      load.isSpoiled = true;
      if (this.#open.get(load.key) === load) this.#open.delete(load.key);
    }
  }
}
