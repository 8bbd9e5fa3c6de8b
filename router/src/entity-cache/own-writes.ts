import { LRUCache } from 'lru-cache';

/** Requesters whose writes are remembered. */
const MAX_REQUESTERS = 100_000;

/**
 * Remembers when each requester has last written, so that nobody is answered from before their own writes, whenever the
 * subgraphs' word of what has changed arrives.
 */
export class OwnWrites {
  readonly #ended: LRUCache<string, number>;

  /** @param lifetime Milliseconds after which what has changed is known for certain. */
  constructor(lifetime: number) {
    this.#ended = new LRUCache({ max: MAX_REQUESTERS, ttl: lifetime });
  }

  /** A mutation of theirs has ended. */
  note(requester: string): void {
    this.#ended.set(requester, Date.now());
  }

  /** The moment before which nothing may have been read for them, in milliseconds since the epoch; 0 for any. */
  after(requester: string): number {
    return this.#ended.get(requester) ?? 0;
  }
}
