import { afterAll, describe, expect, test } from 'vitest';
import type { RateLimitStore, WindowLimit, WindowVerdict } from './rate-limit-store.js';
import type { OpenStore } from './testing/open-test-stores.js';
import { IMPLEMENTATIONS, stopTestStores } from './testing/open-test-stores.js';

/** What all implementations promise. */
const MINUTE = 60_000;
/** The start of some minute. */
const START = 1_800_000_000_000 - (1_800_000_000_000 % MINUTE);
const LIMIT = { limit: 3, windowMs: MINUTE };
const BUCKET = { capacity: 100, refillPerMs: 0.01 };

afterAll(stopTestStores);

/** Asked at once, whether the answer is there at once or later. */
async function take(store: RateLimitStore, key: string, limit: WindowLimit): Promise<WindowVerdict> {
  return store.take(key, limit);
}

describe.each(IMPLEMENTATIONS.filter(({ skip }) => !skip))('a store of rate limits $name', ({ start }) => {
  async function createStore(): Promise<{
    store: RateLimitStore;
    clock: { now: number };
    open: OpenStore;
  }> {
    const open = await start();
    const clock = { now: START };
    return { store: open(() => clock.now), clock, open: () => open(() => clock.now) };
  }

  async function takeMany(store: RateLimitStore, key: string, count: number): Promise<boolean[]> {
    const verdicts = await Promise.all(Array.from({ length: count }, () => take(store, key, LIMIT)));
    return verdicts.map(({ allowed }) => allowed);
  }

  describe('with windows', () => {
    test('allows as many as the limit says, in the order of asking, and counts no more than those', async () => {
      const { store } = await createStore();
      const verdicts = await Promise.all(Array.from({ length: 5 }, () => take(store, 'a', LIMIT)));
      expect(verdicts.map(({ allowed, used }) => [allowed, used])).toEqual([
        [true, 1],
        [true, 2],
        [true, 3],
        [false, 3],
        [false, 3],
      ]);
      expect((await store.take('a', LIMIT)).used).toBe(3);
    });

    test('says when the window ends, which the clock decides and not the first request', async () => {
      const { store, clock } = await createStore();
      clock.now = START + 20_000;
      expect(await store.take('a', LIMIT)).toMatchObject({ resetAt: START + MINUTE, resetAfterMs: 40_000 });
      clock.now = START + 59_999;
      expect(await store.take('a', LIMIT)).toMatchObject({ used: 2, resetAfterMs: 1 });
    });

    test('begins anew with the next window', async () => {
      const { store, clock } = await createStore();
      clock.now = START + 59_000;
      expect(await takeMany(store, 'a', 4)).toEqual([true, true, true, false]);
      clock.now = START + MINUTE;
      expect(await takeMany(store, 'a', 4)).toEqual([true, true, true, false]);
    });

    test('opens no window a second time when the clock is set back', async () => {
      const { store, clock } = await createStore();
      clock.now = START + MINUTE;
      await takeMany(store, 'a', 3);
      clock.now = START + MINUTE - 1;
      expect(await store.take('a', LIMIT)).toMatchObject({ allowed: false, resetAt: START + 2 * MINUTE });
    });

    test('keeps keys apart, also those of one moment', async () => {
      const { store } = await createStore();
      const [a, b] = await Promise.all([takeMany(store, 'a', 4), takeMany(store, 'b', 4)]);
      expect(a).toEqual([true, true, true, false]);
      expect(b).toEqual([true, true, true, false]);
    });

    test('counts what was used against another limit of the same key', async () => {
      const { store } = await createStore();
      await takeMany(store, 'a', 3);
      const more = { ...LIMIT, limit: 5 };
      const [low, high] = await Promise.all([store.take('a', LIMIT), store.take('a', more)]);
      expect(low.allowed).toBe(false);
      expect(high).toMatchObject({ allowed: true, used: 4 });
      expect(await store.take('a', { ...LIMIT, limit: 2 })).toMatchObject({ allowed: false, used: 4 });
    });

    test('allows nothing when the limit is zero', async () => {
      const { store } = await createStore();
      expect(await store.take('a', { ...LIMIT, limit: 0 })).toMatchObject({ allowed: false, used: 0 });
    });

    test('takes any text for a key', async () => {
      const { store } = await createStore();
      const keys = ['', ' ', "'; DROP TABLE x; --", 'é\u{1f511}', 'nul\0', 'x'.repeat(10_000)];
      for (const key of keys) expect((await store.take(key, LIMIT)).used).toBe(1);
      for (const key of keys) expect((await store.take(key, LIMIT)).used).toBe(2);
    });

    test('allows exactly as many as the limit says when four processes ask in parallel', async () => {
      const { open } = await createStore();
      const stores = Array.from({ length: 4 }, () => open());
      const limit = { limit: 1_000, windowMs: MINUTE };
      const rounds = Array.from({ length: 750 }, async (_, round) => {
        // Some in one turn of the event loop, some in others.
        for (let turn = 0; turn < round % 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        return Promise.all(stores.map((store) => take(store, 'a', limit)));
      });
      const verdicts = (await Promise.all(rounds)).flat();
      expect(verdicts).toHaveLength(3_000);
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(1_000);
      const counts = verdicts.filter(({ allowed }) => allowed).map(({ used }) => used);
      expect(new Set(counts).size).toBe(1_000);
    });

    test('allows exactly as many of each of many keys, asked by four processes in different orders', async () => {
      const { open } = await createStore();
      const stores = Array.from({ length: 4 }, () => open());
      const keys = Array.from({ length: 50 }, (_, index) => `key-${String((index * 37) % 50)}`);
      const asked = stores.flatMap((store, index) => {
        const order = index % 2 === 0 ? keys : keys.toReversed();
        return order.flatMap((key) => [take(store, key, LIMIT), take(store, key, LIMIT)]);
      });
      const verdicts = await Promise.all(asked);
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50 * 3);
    });
  });

  describe('with token buckets', () => {
    test('starts full, gives what there is, and says how long to wait for the rest', async () => {
      const { store } = await createStore();
      expect(await store.charge('a', 70, BUCKET)).toEqual({ allowed: true, remaining: 30, retryAfterMs: 0 });
      expect(await store.charge('a', 40, BUCKET)).toEqual({
        allowed: false,
        remaining: 30,
        retryAfterMs: 1_000,
      });
      expect(await store.charge('a', 30, BUCKET)).toEqual({ allowed: true, remaining: 0, retryAfterMs: 0 });
    });

    test('fills up with time, as far as its capacity', async () => {
      const { store, clock } = await createStore();
      await store.charge('a', 100, BUCKET);
      clock.now += 2_500;
      expect(await store.charge('a', 25, BUCKET)).toMatchObject({ allowed: true, remaining: 0 });
      clock.now += 1_000_000;
      expect(await store.charge('a', 0, BUCKET)).toMatchObject({ allowed: true, remaining: 100 });
    });

    test('fills by nothing when the clock is set back', async () => {
      const { store, clock } = await createStore();
      await store.charge('a', 100, BUCKET);
      clock.now -= 50_000;
      expect(await store.charge('a', 1, BUCKET)).toMatchObject({ allowed: false, remaining: 0 });
      clock.now += 50_000;
      expect(await store.charge('a', 1, BUCKET)).toMatchObject({ allowed: false, remaining: 0 });
    });

    test('refuses more than its capacity, for which no waiting helps', async () => {
      const { store } = await createStore();
      expect(await store.charge('a', 101, BUCKET)).toEqual({
        allowed: false,
        remaining: 100,
        retryAfterMs: Infinity,
      });
    });

    test('puts back what was charged too much, but never more than it can hold', async () => {
      const { store, clock } = await createStore();
      await store.charge('a', 80, BUCKET);
      await store.settle('a', -50, BUCKET);
      expect(await store.charge('a', 0, BUCKET)).toMatchObject({ remaining: 70 });
      clock.now += 3_000;
      await store.settle('a', -80, BUCKET);
      expect(await store.charge('a', 0, BUCKET)).toMatchObject({ remaining: 100 });
      await store.settle('never-charged', -80, BUCKET);
      expect(await store.charge('never-charged', 0, BUCKET)).toMatchObject({ remaining: 100 });
    });

    test('takes out what was charged too little, below zero too, but not by more than a capacity', async () => {
      const { store, clock } = await createStore();
      await store.charge('a', 90, BUCKET);
      await store.settle('a', 30, BUCKET);
      expect(await store.charge('a', 1, BUCKET)).toMatchObject({ allowed: false, remaining: -20 });
      await store.settle('a', 1_000_000, BUCKET);
      expect(await store.charge('a', 1, BUCKET)).toMatchObject({ allowed: false, remaining: -100 });
      clock.now += 11_000;
      expect(await store.charge('a', 10, BUCKET)).toMatchObject({ allowed: true, remaining: 0 });
    });

    test('handles what is asked at one moment in the order of asking', async () => {
      const { store } = await createStore();
      const verdicts = await Promise.all([
        store.charge('a', 60, BUCKET),
        store.charge('a', 60, BUCKET),
        store.settle('a', -30, BUCKET),
        store.charge('a', 60, BUCKET),
        store.charge('b', 60, BUCKET),
      ]);
      expect(verdicts.map((verdict) => verdict?.allowed)).toEqual([true, false, undefined, true, true]);
    });

    test('takes on another capacity: what is left stays, as far as there is room', async () => {
      const { store } = await createStore();
      await store.charge('a', 20, BUCKET);
      const smaller = { ...BUCKET, capacity: 50 };
      const [old, now] = await Promise.all([store.charge('a', 0, BUCKET), store.charge('a', 10, smaller)]);
      expect(old.remaining).toBe(80);
      expect(now).toMatchObject({ allowed: true, remaining: 40 });
    });

    test('a window and a bucket of one key have nothing to do with each other', async () => {
      const { store } = await createStore();
      await takeMany(store, 'a', 3);
      expect(await store.charge('a', 100, BUCKET)).toMatchObject({ allowed: true });
      expect(await store.take('a', LIMIT)).toMatchObject({ used: 3 });
    });

    test('gives exactly its capacity when four processes charge and put back in parallel', async () => {
      const { open } = await createStore();
      const stores = Array.from({ length: 4 }, () => open());
      const bucket = { capacity: 1_000, refillPerMs: 0.001 };
      const spend = async (store: RateLimitStore) => {
        const { allowed } = await store.charge('a', 6, bucket);
        // It was estimated at 6, and took 5.
        if (allowed) await store.settle('a', -1, bucket);
        return allowed;
      };
      const spent = await Promise.all(
        stores.flatMap((store) => Array.from({ length: 150 }, () => spend(store))),
      );
      const allowed = spent.filter(Boolean).length;
      const { remaining } = await (stores[0] ?? open()).charge('a', 0, bucket);
      expect(remaining).toBe(1_000 - 5 * allowed);
      expect(allowed).toBeGreaterThanOrEqual(166);
      expect(allowed).toBeLessThanOrEqual(200);
    });
  });

  test('counts by a clock of its own when none is given', async () => {
    const open = await start();
    const store = open();
    const before = Date.now();
    const { resetAt, resetAfterMs } = await store.take('a', LIMIT);
    expect(resetAt % MINUTE).toBe(0);
    expect(resetAfterMs).toBeGreaterThan(0);
    expect(resetAfterMs).toBeLessThanOrEqual(MINUTE);
    expect(Math.abs(resetAt - resetAfterMs - before)).toBeLessThan(5_000);
    await store.charge('a', 100, { capacity: 100, refillPerMs: 10 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await store.charge('a', 100, { capacity: 100, refillPerMs: 10 })).allowed).toBe(true);
  });
});
