import { setTimeout as delay } from 'node:timers/promises';
import type { TestRedis } from '@techally/test-parts';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Cache, CachedValues } from './cache.js';
import type { CacheOptions } from './create-cache.js';
import { createCache } from './create-cache.js';

let server: TestRedis | null = null;
beforeAll(async () => {
  if (hasRedis()) server = await startTestRedis();
});
afterAll(() => server?.stop());

let names = 0;
/** A name that no other test's cache has. */
const newName = () => `test-${String(++names)}`;

function open(options: Partial<CacheOptions> = {}): Cache {
  const cache = createCache({ redisUrl: null, name: newName(), ...options });
  onTestFinished(() => {
    cache.close();
  });
  return cache;
}

/** A source of values that can be changed, and counts how often it is asked. */
class Source {
  readonly #values = new Map<string, string>();
  asked = 0;
  /** What loading waits for. */
  gate: Promise<unknown> = Promise.resolve();

  change(id: string, value: string): void {
    this.#values.set(id, value);
  }

  readonly load = async (ids: readonly string[]): Promise<string[]> => {
    this.asked += 1;
    const values = ids.map((id) => this.#values.get(id) ?? `first ${id}`);
    await this.gate;
    return values;
  };

  kind(policy: Partial<CachedValues<string, string>> = {}): CachedValues<string, string> {
    return { key: (id) => `thing:${id}`, tags: (id) => [`tag:${id}`], load: this.load, ...policy };
  }
}

const LEVELS = [
  ['of one process', () => ({})],
  ['on Redis', () => ({ redisUrl: server?.url ?? '' })],
] as const;

describe.each(LEVELS)('a cache %s', (level, optionsOf) => {
  const test = it.skipIf(level === 'on Redis' && !hasRedis());

  test('loads a value once, and only what is missing', async () => {
    const cache = open(optionsOf());
    const source = new Source();
    expect(await cache.getMany(['a', 'b'], source.kind())).toEqual(['first a', 'first b']);
    expect(await cache.getMany(['b', 'c', 'a', 'b'], source.kind())).toEqual([
      'first b',
      'first c',
      'first a',
      'first b',
    ]);
    expect(source.asked).toBe(2);
    expect(cache.counts.loads).toBe(3);
  });

  test('loads once for a thousand who ask at the same time', async () => {
    const cache = open(optionsOf());
    const source = new Source();
    source.gate = delay(50);
    const values = await Promise.all(
      Array.from({ length: 1_000 }, () => cache.getMany(['a'], source.kind())),
    );
    expect(new Set(values.flat())).toEqual(new Set(['first a']));
    expect(source.asked).toBe(1);
  });

  test.each([
    ['its key', { keys: ['thing:a'] }],
    ['a tag', { tags: ['tag:a'] }],
    ['a pattern', { patterns: ['thi*:a'] }],
  ])('forgets a value by %s, and no other', async (_, what) => {
    const cache = open(optionsOf());
    const source = new Source();
    await cache.getMany(['a', 'b'], source.kind());
    source.change('a', 'second a');
    source.change('b', 'second b');
    await cache.invalidate(what);
    expect(await cache.getMany(['a', 'b'], source.kind())).toEqual(['second a', 'first b']);
  });

  test('takes signs in patterns for themselves, but for the star', async () => {
    const cache = open(optionsOf());
    const load = () => Promise.resolve(Math.random());
    const first = await cache.get('a[b]?c', load);
    const other = await cache.get('abxc', load);
    await cache.invalidate({ patterns: ['a[b]?*'] });
    expect(await cache.get('a[b]?c', load)).not.toBe(first);
    expect(await cache.get('abxc', load)).toBe(other);
  });

  test('does not keep what was invalidated while it was loaded, and loads anew for who asks then', async () => {
    const cache = open(optionsOf());
    const source = new Source();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    source.gate = promise;
    const before = cache.getMany(['a'], source.kind());
    await vi.waitFor(() => {
      expect(source.asked).toBe(1);
    });
    source.change('a', 'second a');
    source.gate = Promise.resolve();
    await cache.invalidate({ tags: ['tag:a'] });
    resolve(undefined);
    expect(await before).toEqual(['first a']);
    expect(await cache.getMany(['a'], source.kind())).toEqual(['second a']);
    expect(await cache.getMany(['a'], source.kind())).toEqual(['second a']);
  });

  test('keeps no error', async () => {
    const cache = open(optionsOf());
    const load = vi.fn(() => Promise.reject<string>(new Error('away')));
    await expect(cache.get('a', load)).rejects.toThrow('away');
    await expect(cache.get('a', load)).rejects.toThrow('away');
    expect(load).toHaveBeenCalledTimes(2);
    expect(await cache.get('a', () => Promise.resolve('there'))).toBe('there');
  });

  test('forgets a value after its time, which differs by a tenth at most', async () => {
    let time = Date.now();
    const cache = open({ ...optionsOf(), now: () => time });
    const source = new Source();
    const ids = Array.from({ length: 200 }, (_, index) => String(index));
    await cache.getMany(ids, { ...source.kind(), ttl: 50 });
    time += 44_000;
    await cache.getMany(ids, { ...source.kind(), ttl: 50 });
    expect(cache.counts.loads).toBe(200);
    time += 12_000;
    await cache.getMany(ids, { ...source.kind(), ttl: 50 });
    expect(cache.counts.loads).toBe(400);
  });

  test('hands out an old value while it loads a new one', async () => {
    let time = Date.now();
    const cache = open({ ...optionsOf(), now: () => time });
    const source = new Source();
    const kind = source.kind({ ttl: 50, staleFor: 100 });
    await cache.getMany(['a'], kind);
    source.change('a', 'second a');
    time += 60_000;
    expect(await cache.getMany(['a'], kind)).toEqual(['first a']);
    await vi.waitFor(async () => {
      expect(await cache.getMany(['a'], kind)).toEqual(['second a']);
    });
    expect(cache.counts.staleHits).toBeGreaterThan(0);
    expect(cache.counts.loads).toBe(2);
    time += 200_000;
    source.change('a', 'third a');
    expect(await cache.getMany(['a'], kind)).toEqual(['third a']);
  });

  test('refuses a loader that brings too few values', async () => {
    const cache = open(optionsOf());
    const kind = { key: (id: string) => id, load: () => Promise.resolve(['one']) };
    await expect(cache.getMany(['a', 'b'], kind)).rejects.toThrow('Of 2 values 1 came.');
  });
});

describe.skipIf(!hasRedis())('caches of several processes', () => {
  /** Two that share everything but their memory. */
  async function openTwo(options: Partial<CacheOptions> = {}): Promise<[Cache, Cache]> {
    const common = { redisUrl: server?.url ?? '', name: newName(), ...options };
    const both: [Cache, Cache] = [open(common), open(common)];
    // Until both listen, nothing stays in their memories.
    await vi.waitFor(async () => {
      for (const cache of both) {
        await cache.get('warm', () => Promise.resolve(1));
        await cache.get('warm', () => Promise.resolve(1));
        expect(cache.counts.memoryHits).toBeGreaterThan(0);
      }
    });
    return both;
  }

  it('share what one has loaded', async () => {
    const [one, other] = await openTwo();
    const source = new Source();
    await one.getMany(['a'], source.kind());
    expect(await other.getMany(['a'], source.kind())).toEqual(['first a']);
    expect(source.asked).toBe(1);
    expect(other.counts.redisHits).toBeGreaterThan(0);
  });

  it('load a value once, also when both are asked at the same time', async () => {
    const [one, other] = await openTwo();
    const source = new Source();
    source.gate = delay(100);
    const asks = Array.from({ length: 500 }, () => [one, other])
      .flat()
      .map((cache) => cache.getMany(['a'], source.kind()));
    expect(new Set((await Promise.all(asks)).flat())).toEqual(new Set(['first a']));
    expect(source.asked).toBe(1);
  });

  it('load a value in the other process when the one that was at it has failed', async () => {
    const [one, other] = await openTwo();
    const { promise, reject } = Promise.withResolvers<string>();
    const failing = one.get('a', () => promise);
    await delay(50);
    const waiting = other.get('a', () => Promise.resolve('loaded by the other'));
    await delay(50);
    const began = performance.now();
    reject(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    expect(await waiting).toBe('loaded by the other');
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('forget what one of them invalidates, within 100 ms', async () => {
    const [one, other] = await openTwo();
    const source = new Source();
    for (const cache of [one, other]) await cache.getMany(['a'], source.kind());
    source.change('a', 'second a');
    await one.invalidate({ tags: ['tag:a'] });
    await vi.waitFor(
      async () => {
        expect(await other.getMany(['a'], source.kind())).toEqual(['second a']);
      },
      { timeout: 100, interval: 5 },
    );
  });

  it('keep nothing that the other has invalidated while it was loaded', async () => {
    const [one, other] = await openTwo();
    const source = new Source();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    source.gate = promise;
    const before = other.getMany(['a'], source.kind());
    await vi.waitFor(() => {
      expect(source.asked).toBe(1);
    });
    source.change('a', 'second a');
    source.gate = Promise.resolve();
    await one.invalidate({ keys: ['thing:a'] });
    resolve(undefined);
    await before;
    expect(await one.getMany(['a'], source.kind())).toEqual(['second a']);
    await vi.waitFor(async () => {
      expect(await other.getMany(['a'], source.kind())).toEqual(['second a']);
    });
  });
});

describe.skipIf(!hasRedis())('a cache whose Redis goes away', () => {
  it('goes on without it, loading once for all who ask, and comes back with nothing old', async () => {
    const own = await startTestRedis();
    onTestFinished(() => own.stop());
    const errors: unknown[] = [];
    const common = { redisUrl: own.url, name: newName(), onError: (error: unknown) => errors.push(error) };
    const [cache, other] = [open(common), open(common)];
    const source = new Source();
    await vi.waitFor(async () => {
      for (const each of [cache, other]) await each.getMany(['a'], source.kind());
      expect(cache.counts.memoryHits).toBeGreaterThan(0);
      expect(other.counts.memoryHits).toBeGreaterThan(0);
    });

    await own.kill();
    source.change('a', 'second a');
    await vi.waitFor(async () => {
      expect(await cache.getMany(['a'], source.kind())).toEqual(['second a']);
    });
    const asked = source.asked;
    source.gate = delay(50);
    await Promise.all(Array.from({ length: 100 }, () => cache.getMany(['a'], source.kind())));
    expect(source.asked).toBe(asked + 1);
    await expect(cache.invalidate({ tags: ['tag:a'] })).rejects.toThrow();
    expect(errors.length).toBeGreaterThan(0);

    await own.restart();
    source.gate = Promise.resolve();
    source.change('a', 'third a');
    await vi.waitFor(() => cache.invalidate({ tags: ['tag:a'] }), { timeout: 5_000 });
    await vi.waitFor(
      async () => {
        for (const each of [cache, other])
          expect(await each.getMany(['a'], source.kind())).toEqual(['third a']);
      },
      { timeout: 5_000 },
    );
  });
});
