import type { CacheEntry } from './cache-store.js';

/** Something that was asked for, so that others who want it can wait for it. */
export class PendingPiece {
  /** Milliseconds since the epoch. */
  readonly began = Date.now();
  readonly #outcome = Promise.withResolvers<CacheEntry | null>();

  /** @param evictionsBefore The number of evictions before it was asked for. */
  constructor(
    readonly key: string,
    readonly evictionsBefore: number,
  ) {}

  /** What came; `null` when nothing came that several may have. */
  get outcome(): Promise<CacheEntry | null> {
    return this.#outcome.promise;
  }

  resolve(entry: CacheEntry | null): void {
    this.#outcome.resolve(entry);
  }
}
