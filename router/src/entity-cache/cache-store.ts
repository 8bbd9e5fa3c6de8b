import { LRUCache } from 'lru-cache';

/** Something that is kept. Moments are milliseconds since the epoch. */
export interface CacheEntry {
  /** JSON. */
  readonly text: string;
  readonly tags: ReadonlySet<string>;
  /** When the request was sent that it comes from. */
  readonly began: number;
  /** Until when it may be used. */
  readonly freshUntil: number;
  /** Seconds for which it could be used when it came. */
  readonly maxAge: number;
  readonly isPrivate: boolean;
}

/** Bytes that an entry takes beside its texts. */
const OVERHEAD = 400;

/** What this process keeps: the least recently used makes room. */
export class CacheStore {
  readonly #entries: LRUCache<string, CacheEntry>;
  readonly #keysOfTag = new Map<string, Set<string>>();

  /** @param maxSize Bytes, roughly. */
  constructor(maxSize: number) {
    this.#entries = new LRUCache({
      maxSize,
      // What would take a tenth of it all would push out too much.
      maxEntrySize: Math.ceil(maxSize / 10),
      sizeCalculation: ({ text, tags }, key) => text.length + key.length + tags.size * 100 + OVERHEAD,
      dispose: ({ tags }, key) => {
        for (const tag of tags) this.#unlink(tag, key);
      },
    });
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): CacheEntry | undefined {
    return this.#entries.get(key);
  }

  set(key: string, entry: CacheEntry): void {
    this.#entries.set(key, entry);
    if (!this.#entries.has(key)) return;
    for (const tag of entry.tags) {
      const keys = this.#keysOfTag.get(tag);
      if (keys === undefined) this.#keysOfTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  /** @returns How many entries were there. */
  evict(tags: Iterable<string>): number {
    let count = 0;
    for (const tag of tags) {
      for (const key of [...(this.#keysOfTag.get(tag) ?? [])]) if (this.#entries.delete(key)) count += 1;
    }
    return count;
  }

  clear(): number {
    const { size } = this.#entries;
    this.#entries.clear();
    return size;
  }

  #unlink(tag: string, key: string): void {
    const keys = this.#keysOfTag.get(tag);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysOfTag.delete(tag);
  }
}
