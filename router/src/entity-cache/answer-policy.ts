import type { CachePolicy } from './cache-policy.js';
import { stricter } from './cache-policy.js';
import type { CacheEntry } from './cache-store.js';

/** What all that an answer is made of says together. */
export interface AnswerFreshness extends CachePolicy {
  /** Seconds of the maximum age that are over. */
  readonly age: number;
}

/** Collects for how long, and for whom, the answer to one operation may be kept. */
export class AnswerPolicy {
  #policy: CachePolicy | null = null;
  /** Seconds for which all of it is still fresh. */
  #left = Infinity;

  note(policy: CachePolicy): void {
    this.#policy = this.#policy === null ? policy : stricter(this.#policy, policy);
    this.#left = Math.min(this.#left, policy.maxAge);
  }

  noteEntry(entry: Pick<CacheEntry, 'maxAge' | 'isPrivate' | 'freshUntil'>): void {
    this.note(entry);
    this.#left = Math.min(this.#left, Math.max(0, (entry.freshUntil - Date.now()) / 1_000));
  }

  /** @returns `null` when it must not be kept. */
  get freshness(): AnswerFreshness | null {
    if (this.#policy === null || this.#policy.maxAge === 0) return null;
    const maxAge = Math.floor(this.#policy.maxAge);
    const age = Math.min(maxAge, Math.max(0, Math.ceil(maxAge - this.#left)));
    return { maxAge, isPrivate: this.#policy.isPrivate, age };
  }
}
