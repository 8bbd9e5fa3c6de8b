import { setTimeout as delay } from 'node:timers/promises';
import { createRedis, RedisSubscription } from '@techally/redis';
import type { Cache, CachedValues, CachePolicy, Invalidation } from './cache.js';
import { MemoryLevel } from './memory-level.js';
import { PendingLoads, type PendingLoad } from './pending-loads.js';
import { RedisLevel, type RedisAnswer } from './redis-level.js';

/** Options of {@link createCache}. */
export interface CacheOptions {
  /** The server that all processes share, such as `redis://host:6379/0`; null for a cache of this process alone. */
  readonly redisUrl: string | null;
  /** Keeps caches on one Redis apart, such as `product`. */
  readonly name: string;
  /** Hears of lost connections; the cache goes on without Redis. Default: nobody. */
  readonly onError?: (error: unknown) => void;
  /** Values in this process at most. Default 10,000. */
  readonly maxEntries?: number;
  /** Seconds for which a value stays in this process before Redis is asked for it again. Default 60. */
  readonly memoryTtl?: number;
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
}

/** Seconds; see {@link CachePolicy}. */
const DEFAULT_TTL = 600;
/** What a lifetime is spread by, to either side. */
const JITTER = 0.1;
/** Milliseconds for which one process alone loads a value that the others wait for. */
const LOAD_PATIENCE = 3_000;
/** Milliseconds between two looks whether it has come. */
const LOAD_POLL = 15;

/** A value that somebody wants. */
interface Wanting<Id> {
  readonly id: Id;
  readonly load: PendingLoad;
}

/** A value to be loaded, with the marks that it will carry; null while Redis is away. */
interface Missing<Id> extends Wanting<Id> {
  readonly marks: readonly string[] | null;
}

/** What became of the attempt to load a value alone. */
interface LockAttempt {
  /** Null when another process has the right to. */
  readonly unlock: Unlock | null;
  readonly answer: RedisAnswer | null;
}

/** The attempt while Redis is away. */
const AWAY: LockAttempt = { unlock: null, answer: null };

/** Gives the right to load a value back. */
type Unlock = () => Promise<void>;

/** Makes a cache; it is usable at once, and connects to Redis meanwhile. */
export function createCache(options: CacheOptions): Cache {
  const { redisUrl, name, onError = () => undefined, maxEntries = 10_000, memoryTtl = 60 } = options;
  const now = options.now ?? Date.now;
  const prefix = `techally:cache:${name}:`;
  const channel = `${prefix}invalidations`;
  const memory = new MemoryLevel({ maxEntries });
  const pending = new PendingLoads();
  /** Keys of values that are loaded anew while the old ones are handed out. */
  const refreshing = new Set<string>();
  const counts = { memoryHits: 0, redisHits: 0, staleHits: 0, misses: 0, loads: 0 };
  const redis = redisUrl === null ? null : createRedis({ url: redisUrl, name: `cache-${name}`, onError });
  const shared = redis === null ? null : new RedisLevel(redis, prefix);
  const subscription =
    redisUrl === null
      ? null
      : new RedisSubscription({
          url: redisUrl,
          name: `cache-${name}`,
          channel,
          onMessage: (text) => {
            forgetHere(JSON.parse(text) as Invalidation);
          },
          catchUp: () => {
            // What was invalidated while nobody listened was not heard of.
            forgetHere({ patterns: ['*'] });
            return Promise.resolve();
          },
          onError,
          // A connection that is dead without a word is found out soon: what this process holds depends on it.
          heartbeat: { every: 1_000, timeout: 1_000 },
        });
  subscription?.listen();

  /** Without the others' word, what is in this process may be out of date. */
  const isMemoryUsable = () => subscription === null || subscription.isListening;

  function forgetHere(what: Invalidation): void {
    memory.forget(what);
    pending.spoil(what);
  }

  async function readShared(loads: readonly PendingLoad[]): Promise<readonly (RedisAnswer | null)[]> {
    try {
      if (shared !== null) return await shared.read(loads);
    } catch (error) {
      onError(error);
    }
    return loads.map(() => null);
  }

  function keepHere(load: PendingLoad, value: unknown, freshUntil: number, staleFor = 0): void {
    if (load.isSpoiled || !isMemoryUsable()) return;
    const { key, tags } = load;
    // With Redis behind it, this level forgets soon and asks again; Redis knows how long an old value may be used.
    const [fresh, stale] =
      shared === null
        ? [freshUntil, freshUntil + staleFor * 1_000]
        : [Math.min(freshUntil, now() + memoryTtl * 1_000), 0];
    memory.set(key, { value, tags, freshUntil: fresh, staleUntil: Math.max(fresh, stale) });
  }

  /** Loads values, all at once, and keeps those that nobody has invalidated meanwhile. */
  async function loadNow<Id, Value>(
    missing: readonly Missing<Id>[],
    kind: CachedValues<Id, Value>,
  ): Promise<void> {
    if (missing.length === 0) return;
    try {
      counts.loads += missing.length;
      const values = await kind.load(missing.map(({ id }) => id));
      if (values.length !== missing.length)
        throw new TypeError(`Of ${String(missing.length)} values ${String(values.length)} came.`);
      const lifetime = spread(kind.ttl ?? DEFAULT_TTL) * 1_000;
      const freshUntil = now() + lifetime;
      await Promise.all(
        missing.map(async ({ load, marks }, index) => {
          const value = values[index];
          keepHere(load, value, freshUntil, kind.staleFor);
          // Redis knows by the marks whether it counts.
          if (shared !== null && marks !== null)
            await shared
              .write(load.key, { value, freshUntil }, marks, lifetime + (kind.staleFor ?? 0) * 1_000)
              .catch(onError);
          load.succeed(value);
        }),
      );
    } catch (error) {
      for (const { load } of missing) load.fail(error);
    } finally {
      for (const { load } of missing) pending.end(load);
    }
  }

  /** Of several processes that miss a value, one loads it, and the others wait for it, but not for ever. */
  async function loadTogether<Id, Value>(
    missing: readonly Wanting<Id>[],
    kind: CachedValues<Id, Value>,
  ): Promise<void> {
    const own: Missing<Id>[] = [];
    const unlocks: Unlock[] = [];
    const others: Promise<void>[] = [];
    const tries = await tryLocks(missing);
    for (const [index, each] of missing.entries()) {
      const { unlock, answer } = tries[index] ?? AWAY;
      if (unlock !== null) unlocks.push(unlock);
      if (takeFresh(each.load, answer)) continue;
      if (unlock === null && answer !== null) others.push(waitForOther(each, kind));
      else own.push({ ...each, marks: answer?.marks ?? null });
    }
    await Promise.all([
      loadNow(own, kind).finally(() => Promise.all(unlocks.map((unlock) => unlock().catch(onError)))),
      ...others,
    ]);
  }

  /**
   * Takes the right to load values, and looks once more whether they are there: whoever had it may just have brought them. Redis
   * gets both in one go and in this order. Null for each while Redis is away.
   */
  async function tryLocks(
    missing: readonly { readonly load: PendingLoad }[],
  ): Promise<readonly LockAttempt[]> {
    const [unlocks, answers] = await Promise.all([
      Promise.all(
        missing.map(async ({ load }) => {
          try {
            return (await shared?.lock(load.key, LOAD_PATIENCE)) ?? null;
          } catch (error) {
            onError(error);
            return null;
          }
        }),
      ),
      readShared(missing.map(({ load }) => load)),
    ]);
    return missing.map((_, index) => ({ unlock: unlocks[index] ?? null, answer: answers[index] ?? null }));
  }

  /** @returns Whether Redis has the value, which those who wait for it have been given. */
  function takeFresh(load: PendingLoad, answer: RedisAnswer | null): boolean {
    const entry = answer?.entry ?? null;
    if (entry === null || entry.freshUntil <= now()) return false;
    keepHere(load, entry.value, entry.freshUntil);
    load.succeed(entry.value);
    pending.end(load);
    return true;
  }

  async function waitForOther<Id, Value>(each: Wanting<Id>, kind: CachedValues<Id, Value>): Promise<void> {
    const { load } = each;
    const end = Date.now() + LOAD_PATIENCE;
    for (;;) {
      await delay(LOAD_POLL);
      const [tried] = await tryLocks([each]);
      const { unlock, answer } = tried ?? AWAY;
      const isThere = takeFresh(load, answer);
      // With the right to load it: the other has failed, or what it has loaded was invalidated meanwhile.
      const isOurs = unlock !== null || answer === null || Date.now() > end;
      if (!isThere && isOurs) await loadNow([{ ...each, marks: answer?.marks ?? null }], kind);
      await unlock?.().catch(onError);
      if (isThere || isOurs) return;
    }
  }

  /** Finds what is not in this process. */
  async function fill<Id, Value>(
    loads: readonly Wanting<Id>[],
    kind: CachedValues<Id, Value>,
  ): Promise<void> {
    if (loads.length === 0) return;
    const answers = await readShared(loads.map(({ load }) => load));
    const missing: Wanting<Id>[] = [];
    const old: Id[] = [];
    for (const [index, { id, load }] of loads.entries()) {
      const entry = answers[index]?.entry ?? null;
      if (entry === null || entry.freshUntil + (kind.staleFor ?? 0) * 1_000 <= now()) {
        counts.misses += 1;
        missing.push({ id, load });
        continue;
      }
      counts.redisHits += 1;
      if (entry.freshUntil > now()) keepHere(load, entry.value, entry.freshUntil);
      else {
        counts.staleHits += 1;
        old.push(id);
      }
      load.succeed(entry.value);
      pending.end(load);
    }
    refresh(old, kind);
    await loadTogether(missing, kind);
  }

  /** Loads anew, while the old values are still handed out. Another process that does so already is left to it. */
  function refresh<Id, Value>(ids: readonly Id[], kind: CachedValues<Id, Value>): void {
    for (const id of ids) {
      const key = kind.key(id);
      if (refreshing.has(key)) continue;
      refreshing.add(key);
      void refreshOne(id, key, kind)
        .catch(onError)
        .finally(() => refreshing.delete(key));
    }
  }
  async function refreshOne<Id, Value>(id: Id, key: string, kind: CachedValues<Id, Value>): Promise<void> {
    const load = pending.begin(key, kind.tags?.(id) ?? [], { isHidden: true });
    const [tried] = await tryLocks([{ load }]);
    const { unlock, answer } = tried ?? AWAY;
    if (unlock === null && answer !== null) {
      pending.end(load);
      return;
    }
    if (!takeFresh(load, answer)) await loadNow([{ id, load, marks: answer?.marks ?? null }], kind);
    await unlock?.().catch(onError);
    await load.value;
  }

  async function getMany<Id, Value>(ids: readonly Id[], kind: CachedValues<Id, Value>): Promise<Value[]> {
    const opened: Wanting<Id>[] = [];
    const old: Id[] = [];
    const moment = now();
    const values = ids.map((id): unknown => {
      const key = kind.key(id);
      const entry = isMemoryUsable() ? memory.get(key) : undefined;
      if (entry !== undefined && moment < entry.staleUntil) {
        counts.memoryHits += 1;
        if (moment >= entry.freshUntil) {
          counts.staleHits += 1;
          old.push(id);
        }
        return entry.value;
      }
      const running = pending.find(key);
      if (running !== undefined) {
        counts.misses += 1;
        return running.value;
      }
      const load = pending.begin(key, kind.tags?.(id) ?? []);
      opened.push({ id, load });
      return load.value;
    });
    refresh(old, kind);
    void fill(opened, kind).catch((error: unknown) => {
      for (const { load } of opened) {
        load.fail(error);
        pending.end(load);
      }
    });
    return (await Promise.all(values)) as Value[];
  }

  return {
    getMany,
    async get<Value>(
      key: string,
      load: () => Promise<Value>,
      { tags = [], ...policy }: CachePolicy & { readonly tags?: readonly string[] } = {},
    ) {
      const kind = { ...policy, key: () => key, tags: () => tags, load: async () => [await load()] };
      const [value] = await getMany([key], kind);
      return value as Value;
    },
    async invalidate(what) {
      forgetHere(what);
      if (shared === null) return;
      await shared.forget(what);
      // What was read from Redis in between is old, too.
      forgetHere(what);
      await redis?.publish(channel, JSON.stringify(what));
    },
    counts,
    close() {
      subscription?.close();
      redis?.disconnect();
    },
  };
}

function spread(ttl: number): number {
  return ttl * (1 + JITTER * (2 * Math.random() - 1));
}
