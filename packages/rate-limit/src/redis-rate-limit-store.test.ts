import type { Redis } from '@techally/redis';
import { createRedis } from '@techally/redis';
import type { TestRedis } from '@techally/test-parts';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatchedRateLimitStore } from './batched-rate-limit-store.js';
import { createRedisRateLimitStore } from './redis-rate-limit-store.js';

const LIMIT = { limit: 1_000, windowMs: 60_000 };
const BUCKET = { capacity: 100, refillPerMs: 0.01 };

describe.skipIf(!hasRedis())('a store of rate limits on Redis', () => {
  let server: TestRedis;
  let redis: Redis;
  let store: BatchedRateLimitStore;

  beforeAll(async () => {
    server = await startTestRedis();
    redis = createRedis({ url: server.url, name: 'test', onError: () => undefined });
    store = createRedisRateLimitStore({ redis, prefix: 'p:' });
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });
  beforeEach(() => redis.flushall());

  async function calls(command: string): Promise<number> {
    const statistics = await redis.info('commandstats');
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(statistics)?.[1] ?? 0);
  }

  test('asks once for all that is asked in one turn', async () => {
    await store.take('a', LIMIT);
    const before = await calls('evalsha');
    await Promise.all(
      Array.from({ length: 500 }, (_, index) => store.take(`key-${String(index % 7)}`, LIMIT)),
    );
    expect((await calls('evalsha')) - before).toBe(1);
  });

  test('goes on when the server has forgotten the scripts', async () => {
    await store.take('a', LIMIT);
    await store.charge('a', 10, BUCKET);
    await redis.script('FLUSH');
    expect((await store.take('a', LIMIT)).used).toBe(2);
    expect((await store.charge('a', 10, BUCKET)).remaining).toBeCloseTo(80, 0);
  });

  test('leaves nothing behind that does not expire', async () => {
    await store.take('a', LIMIT);
    await store.charge('a', 50, BUCKET);
    const [windowLife, bucketLife] = [await redis.pttl('p:window:a'), await redis.pttl('p:bucket:a')];
    expect(windowLife).toBeGreaterThan(50_000);
    expect(windowLife).toBeLessThanOrEqual(60_000);
    expect(bucketLife).toBeGreaterThan(4_000);
    expect(bucketLife).toBeLessThanOrEqual(5_001);
    await store.settle('a', -50, BUCKET);
    expect(await redis.keys('*')).toEqual(['p:window:a']);
  });

  test('rejects while the server is away, and goes on when it is back', async () => {
    const ownServer = await startTestRedis();
    const own = createRedis({ url: ownServer.url, name: 'test', onError: () => undefined });
    const ownStore = createRedisRateLimitStore({ redis: own });
    await ownStore.take('a', LIMIT);
    await ownServer.kill();
    await expect(ownStore.take('a', LIMIT)).rejects.toThrow();
    await expect(ownStore.charge('a', 1, BUCKET)).rejects.toThrow();
    await ownServer.restart();
    await expect.poll(() => ownStore.take('a', LIMIT), { timeout: 5_000 }).toMatchObject({ allowed: true });
    own.disconnect();
    await ownServer.stop();
  });
});
