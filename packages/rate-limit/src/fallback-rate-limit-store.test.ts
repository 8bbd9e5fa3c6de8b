import { createRedis } from '@techally/redis';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { FallbackRateLimitStore } from './fallback-rate-limit-store.js';
import { MemoryRateLimitStore } from './memory-rate-limit-store.js';
import { createRedisRateLimitStore } from './redis-rate-limit-store.js';

const LIMIT = { limit: 2, windowMs: 3_600_000 };
const BUCKET = { capacity: 10, refillPerMs: 1e-6 };

async function start() {
  const server = await startTestRedis();
  const redis = createRedis({ url: server.url, name: 'test', onError: () => undefined });
  onTestFinished(async () => {
    redis.disconnect();
    await server.stop();
  });
  const onAway = vi.fn<(error: unknown) => void>();
  const onBack = vi.fn<() => void>();
  const store = new FallbackRateLimitStore({
    shared: createRedisRateLimitStore({ redis }),
    local: new MemoryRateLimitStore(),
    onAway,
    onBack,
    retryEvery: 100,
  });
  const take = async () => (await store.take('a', LIMIT)).allowed;
  return { server, store, take, onAway, onBack };
}

describe.skipIf(!hasRedis())('a store with another one in its place', () => {
  test('counts in the shared one while that answers', async () => {
    const { take, onAway } = await start();
    expect([await take(), await take(), await take()]).toEqual([true, true, false]);
    expect(onAway).not.toHaveBeenCalled();
  });

  test('limits by counters of its own while the shared one is away, and says so once', async () => {
    const { server, store, take, onAway } = await start();
    await take();
    await server.kill();
    expect([await take(), await take(), await take()]).toEqual([true, true, false]);
    expect((await store.charge('a', 7, BUCKET)).allowed).toBe(true);
    expect((await store.charge('a', 7, BUCKET)).allowed).toBe(false);
    await store.settle('a', -7, BUCKET);
    expect((await store.charge('a', 7, BUCKET)).allowed).toBe(true);
    expect(onAway).toHaveBeenCalledTimes(1);
  });

  test('does not wait for the shared one while that is known to be away', async () => {
    const { server, store, take } = await start();
    await server.kill();
    await take();
    expect(store.take('b', LIMIT)).not.toBeInstanceOf(Promise);
  });

  test('counts in the shared one again when that is back, and says so once', async () => {
    const { server, take, onBack } = await start();
    await server.kill();
    expect([await take(), await take(), await take()]).toEqual([true, true, false]);
    await server.restart();
    await vi.waitFor(async () => {
      expect(await take()).toBe(true);
    }, 5_000);
    expect(onBack).toHaveBeenCalledTimes(1);
  });
});
