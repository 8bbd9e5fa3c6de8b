import type { CacheEntry } from './cache-store.js';
import { CacheStore } from './cache-store.js';
import { OwnWrites } from './own-writes.js';
import { PendingPiece } from './pending-piece.js';
import { entityTag, namedTag, typeTag, unknownEntityTag, unknownTag } from './piece-tags.js';
import { RecentEvictions } from './recent-evictions.js';
import type { TagFormat } from './tag-format.js';

/** What is not to be answered from the cache any more. */
export interface Eviction {
  /** All that has entities of these types in it. */
  readonly types?: readonly string[] | undefined;
  /** All that has these entities in it: the type's name, and the fields of one of its keys. */
  readonly entities?:
    readonly { readonly type: string; readonly key: Readonly<Record<string, unknown>> }[] | undefined;
  /** All that `@cacheTag` gives one of these tags. */
  readonly tags?: readonly string[] | undefined;
  readonly everything?: boolean | undefined;
}

/** What the cache has done since the router was started. */
export interface EntityCacheCounts {
  hits: number;
  misses: number;
  /** Of the misses, those that got what another request had asked for already. */
  joined: number;
  stored: number;
  evicted: number;
}

export interface EntityCacheOptions {
  /** Bytes that this process keeps at most, roughly. */
  readonly maxSize: number;
  /** Seconds for which is kept what nothing is said of. */
  readonly defaultMaxAge: number;
  /** Milliseconds after a mutation within which what it has changed is known for certain. */
  readonly ownWritesLifetime: number;
}

/** What the router keeps of subgraphs' answers, by root field and by entity, for all requests. */
export class EntityCache {
  readonly counts: EntityCacheCounts = { hits: 0, misses: 0, joined: 0, stored: 0, evicted: 0 };
  readonly ownWrites: OwnWrites;
  readonly defaultMaxAge: number;
  readonly #store: CacheStore;
  readonly #evictions = new RecentEvictions();
  readonly #pending = new Map<string, PendingPiece>();
  /** All that supergraphs have had since the start: what came of an earlier one is still there. */
  readonly #formats = new Map<string, TagFormat>();

  constructor({ maxSize, defaultMaxAge, ownWritesLifetime }: EntityCacheOptions) {
    this.defaultMaxAge = defaultMaxAge;
    this.#store = new CacheStore(maxSize);
    this.ownWrites = new OwnWrites(ownWritesLifetime);
  }

  addFormats(formats: Iterable<TagFormat>): void {
    for (const format of formats) this.#formats.set(format.text, format);
  }

  /** @param after Milliseconds since the epoch: what was asked for until then is as if it were not there. */
  get(key: string, after: number): CacheEntry | undefined {
    const entry = this.#store.get(key);
    if (entry === undefined || entry.began <= after || entry.freshUntil <= Date.now()) return undefined;
    return entry;
  }

  /** What is on its way and will do. */
  pending(key: string, after: number): PendingPiece | undefined {
    const pending = this.#pending.get(key);
    if (pending === undefined || pending.began <= after) return undefined;
    // It may bring what was evicted since it was sent for: who asks now must not get it.
    return this.#evictions.now === pending.evictionsBefore ? pending : undefined;
  }

  /** Announces that something will be asked for. */
  begin(key: string): PendingPiece {
    const pending = new PendingPiece(key, this.#evictions.now);
    this.#pending.set(key, pending);
    return pending;
  }

  /** Keeps what has come, unless it was evicted meanwhile; whoever waits for it gets it all the same. */
  keep(pending: PendingPiece, entry: Omit<CacheEntry, 'began'>): void {
    this.#forget(pending);
    const kept = { ...entry, began: pending.began };
    if (!this.#evictions.haveHit(entry.tags, pending.evictionsBefore)) {
      this.#store.set(pending.key, kept);
      this.counts.stored += 1;
    }
    pending.resolve(kept);
  }

  /** Nothing came, or nothing that may be kept: whoever waits for it has to ask for it. */
  giveUp(pending: PendingPiece): void {
    this.#forget(pending);
    pending.resolve(null);
  }

  /** @returns How many root fields and entities were there. */
  evict({ types = [], entities = [], tags = [], everything = false }: Eviction): number {
    let count: number;
    if (everything) {
      this.#evictions.note('everything');
      count = this.#store.clear();
    } else {
      const evicted = new Set<string>(types.map(typeTag));
      for (const { type, key } of entities) {
        evicted.add(entityTag(type, key));
        evicted.add(unknownEntityTag(type));
      }
      for (const tag of tags) {
        evicted.add(namedTag(tag));
        // Where nobody asked for what the tag is made of, it may be this one.
        for (const format of this.#formats.values())
          if (format.canMake(tag)) evicted.add(unknownTag(format.text));
      }
      this.#evictions.note(evicted);
      count = this.#store.evict(evicted);
    }
    this.counts.evicted += count;
    return count;
  }

  #forget(pending: PendingPiece): void {
    if (this.#pending.get(pending.key) === pending) this.#pending.delete(pending.key);
  }
}
