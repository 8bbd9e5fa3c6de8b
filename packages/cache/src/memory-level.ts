import { LRUCache } from 'lru-cache';
import type { Invalidation } from './cache.js';
import { matcherOf } from './key-pattern.js';

/** A value in this process. */
export interface MemoryEntry {
  readonly value: unknown;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch, as is the next. */
  readonly freshUntil: number;
  /** Until when it is still handed out; at least `freshUntil`. */
  readonly staleUntil: number;
}

/** The values of this process, the least recently used of which make room for others. */
export class MemoryLevel {
  readonly #entries: LRUCache<string, MemoryEntry>;
  readonly #keysOfTag = new Map<string, Set<string>>();

  constructor({ maxEntries }: { readonly maxEntries: number }) {
    this.#entries = new LRUCache({
      max: maxEntries,
      dispose: ({ tags }, key) => {
        for (const tag of tags) this.#unlink(tag, key);
      },
    });
  }

  get(key: string): MemoryEntry | undefined {
    return this.#entries.get(key);
  }

  set(key: string, entry: MemoryEntry): void {
    this.#entries.set(key, entry);
    for (const tag of entry.tags) {
      const keys = this.#keysOfTag.get(tag);
      if (keys === undefined) this.#keysOfTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  forget({ keys = [], tags = [], patterns = [] }: Invalidation): void {
    for (const key of keys) this.#entries.delete(key);
    for (const tag of tags) {
      for (const key of [...(this.#keysOfTag.get(tag) ?? [])]) this.#entries.delete(key);
    }
    if (patterns.length === 0) return;
    const matches = matcherOf(patterns);
    for (const key of [...this.#entries.keys()]) if (matches(key)) this.#entries.delete(key);
  }

  #unlink(tag: string, key: string): void {
    const keys = this.#keysOfTag.get(tag);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysOfTag.delete(tag);
  }
}
