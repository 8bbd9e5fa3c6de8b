import { WeightedCache } from '../pipeline/weighted-cache.js';
import type { ApqStore } from './apq-store.js';

/** Characters of documents that are kept. */
const MAX_WEIGHT = 8_000_000;
/** What an entry takes beside its text, in characters. */
const ENTRY_WEIGHT = 200;

interface Entry {
  readonly text: string;
  /** By the clock of the process. */
  readonly until: number;
}

/** What the documents are kept in: it outlives changes of the configuration. */
export class ApqMemory {
  readonly #entries = new WeightedCache<Entry>(MAX_WEIGHT);

  get(hash: string, now: number): string | undefined {
    const entry = this.#entries.get(hash);
    return entry === undefined || entry.until <= now ? undefined : entry.text;
  }

  set(hash: string, entry: Entry): void {
    this.#entries.set(hash, entry, entry.text.length + ENTRY_WEIGHT);
  }
}

export interface MemoryApqStoreOptions {
  readonly memory: ApqMemory;
  /** Milliseconds for which a document is kept. */
  readonly ttl: number;
  /** Milliseconds; default `Date.now`. */
  readonly now?: () => number;
}

/** Keeps documents in this process; what was not used for the longest time goes when there are too many. */
export function createMemoryApqStore({ memory, ttl, now = Date.now }: MemoryApqStoreOptions) {
  return {
    get: (hash: string): string | undefined => memory.get(hash, now()),
    set(hash: string, text: string): void {
      memory.set(hash, { text, until: now() + ttl });
    },
  } satisfies ApqStore;
}
