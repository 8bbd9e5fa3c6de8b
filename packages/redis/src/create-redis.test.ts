import { hasRedis, startTestRedis } from '@techally/test-parts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Redis } from './index.js';
import { createRedis } from './create-redis.js';

function open(url: string, onError: (error: Error) => void = () => undefined): Redis {
  const redis = createRedis({ url, name: 'a-test', onError });
  onTestFinished(() => {
    redis.disconnect();
  });
  return redis;
}

describe.skipIf(!hasRedis())('a connection to Redis', () => {
  test('takes commands before it is open, and goes by its name', async () => {
    const server = await startTestRedis();
    onTestFinished(() => server.stop());
    const redis = open(server.url);
    expect(await redis.set('a', '1')).toBe('OK');
    expect(await redis.client('GETNAME')).toBe('a-test');
  });

  test('fails quickly while the server is away, tells of it, and comes back by itself', async () => {
    const server = await startTestRedis();
    onTestFinished(() => server.stop());
    const errors: Error[] = [];
    const redis = open(server.url, (error) => errors.push(error));
    await redis.ping();
    await server.kill();
    const began = performance.now();
    await expect(redis.ping()).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1_500);
    await vi.waitFor(() => {
      expect(errors.length).toBeGreaterThan(0);
    });
    await server.restart();
    await vi.waitFor(async () => {
      expect(await redis.ping()).toBe('PONG');
    }, 5_000);
  });
});
