/** How a value is kept. */
export interface CachePolicy {
  /** Seconds for which a value is fresh, give or take a tenth, so that what came together does not go together. Default 600. */
  readonly ttl?: number;
  /** Seconds after that for which the old value is still handed out while a new one is loaded. Default 0. */
  readonly staleFor?: number;
}

/** Values of one kind, each under a key of its own. */
export interface CachedValues<Id, Value> extends CachePolicy {
  /** The key of a value, unique in the whole cache, such as `product:42`. */
  readonly key: (id: Id) => string;
  /** What a value is made of: it is forgotten when one of them is invalidated. Default: none. */
  readonly tags?: (id: Id) => readonly string[];
  /** Loads what is not there, all of it at once: a value for each id, in their order. What it throws is not kept. */
  readonly load: (ids: readonly Id[]) => Promise<readonly Value[]>;
}

/** What has changed. */
export interface Invalidation {
  readonly keys?: readonly string[];
  readonly tags?: readonly string[];
  /** Keys in which each `*` stands for any characters: `product:*`. It looks at every key of the cache. */
  readonly patterns?: readonly string[];
}

/** What a cache has done since it was made. */
export interface CacheCounts {
  /** Values found in this process. */
  readonly memoryHits: number;
  /** Values found on Redis. */
  readonly redisHits: number;
  /** Of both, those that were out of date and handed out all the same (`staleFor`). */
  readonly staleHits: number;
  /** Values that were found nowhere, or were on their way already. */
  readonly misses: number;
  /** Values that were loaded. */
  readonly loads: number;
}

/**
 * Keeps values that are expensive to load. Values are JSON, and shared by all who ask: nobody may change them.
 *
 * A value that was being loaded when it was invalidated is handed to those who wait for it and not kept. While Redis is away
 * everything is loaded by whoever asks for it, once for all who ask at the same time.
 */
export interface Cache {
  /** The values of many ids, in their order; what is not there is loaded. */
  getMany<Id, Value>(ids: readonly Id[], values: CachedValues<Id, Value>): Promise<Value[]>;
  /** The value of one key. */
  get<Value>(
    key: string,
    load: () => Promise<Value>,
    policy?: CachePolicy & { readonly tags?: readonly string[] },
  ): Promise<Value>;
  /**
   * Forgets values, in all processes: nobody is handed one that was loaded before this call any more when it has resolved
   * and the other processes have heard of it, which takes milliseconds.
   *
   * @throws What Redis' driver throws while Redis is away: the values there are still valid for others. Call it again.
   */
  invalidate(what: Invalidation): Promise<void>;
  readonly counts: CacheCounts;
  close(): void;
}
