import { expect, test } from 'vitest';
import { MemoryRateLimitStore } from './memory-rate-limit-store.js';

const LIMIT = { limit: 1, windowMs: 60_000 };
const BUCKET = { capacity: 10, refillPerMs: 0.001 };

test('answers at once, without a promise', () => {
  const store = new MemoryRateLimitStore();
  expect(store.take('a', LIMIT)).toMatchObject({ allowed: true, used: 1 });
  expect(store.charge('a', 10, BUCKET)).toMatchObject({ allowed: true, remaining: 0 });
  expect(store.settle('a', -10, BUCKET)).toBeUndefined();
});

test('keeps a bounded number of keys, and forgets the oldest first', () => {
  const store = new MemoryRateLimitStore({ now: () => 0, maxKeys: 100 });
  for (let key = 0; key < 1_000; key += 1) {
    store.take(String(key), LIMIT);
    store.charge(String(key), 10, BUCKET);
  }
  expect(store.take('999', LIMIT).allowed).toBe(false);
  expect(store.take('900', LIMIT).allowed).toBe(false);
  expect(store.take('0', LIMIT).allowed).toBe(true);
  expect(store.charge('999', 1, BUCKET).allowed).toBe(false);
  expect(store.charge('0', 1, BUCKET).allowed).toBe(true);
});

test('keeps a bucket that is not full although many come that are', () => {
  let now = 0;
  const store = new MemoryRateLimitStore({ now: () => now, maxKeys: 2_000 });
  store.charge('spent', 10, { ...BUCKET, refillPerMs: 1e-9 });
  for (let key = 0; key < 100_000; key += 1) {
    now += 20;
    store.charge(String(key), 10, BUCKET);
  }
  expect(store.charge('spent', 5, { ...BUCKET, refillPerMs: 1e-9 }).allowed).toBe(false);
});

test('a million addresses take no more memory than the keys that it may keep', () => {
  const store = new MemoryRateLimitStore({ maxKeys: 1_000 });
  const before = process.memoryUsage().heapUsed;
  for (let key = 0; key < 1_000_000; key += 1) store.take(`address:${String(key)}`, LIMIT);
  global.gc?.();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64_000_000);
});
