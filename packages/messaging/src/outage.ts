import { describeError } from './describe-error.js';
import type { Backoff } from './exponential-backoff.js';

/** Who hears of an {@link Outage}, and how long it makes wait. */
export interface OutageOptions {
  readonly backoff: Backoff;
  /** Hears of each error once in an outage, however often it comes. */
  readonly onError: (error: unknown) => void;
  /** Hears that what failed works again. */
  readonly onRecovered: () => void;
}

/**
 * The time in which a task that is repeated for as long as a process lives fails, because what it needs is away. It is told
 * of when it begins and when it is over, not at each attempt, and the attempts become rarer.
 */
export class Outage {
  readonly #told = new Set<string>();
  #failures = 0;

  constructor(private readonly options: OutageOptions) {}

  /** The task has failed; returns the milliseconds to wait before the next attempt. */
  failed(error: unknown): number {
    this.#failures += 1;
    const text = describeError(error);
    if (!this.#told.has(text)) {
      this.#told.add(text);
      this.options.onError(error);
    }
    return this.options.backoff(this.#failures);
  }

  /** The task has done what it should. */
  succeeded(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#told.clear();
    this.options.onRecovered();
  }
}
