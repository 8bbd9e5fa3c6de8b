import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRedis } from '@techally/redis';
import type { TestRedis } from '@techally/test-parts';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ApqStore } from './apq-store.js';
import { ApqMemory, createMemoryApqStore } from './memory-apq-store.js';
import { createRedisApqStore } from './redis-apq-store.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** What every store does. */
function behavesAsStore(open: (ttl: number) => ApqStore): void {
  it('knows a text by its hash once it was given, and no other', async () => {
    const store = open(60_000);
    const text = `{ a${Math.random().toString(36).slice(2)} }`;
    expect(await store.get(hashOf(text))).toBeUndefined();
    store.set(hashOf(text), text);
    expect(await store.get(hashOf(text))).toBe(text);
    expect(await store.get(hashOf('{ other }'))).toBeUndefined();
  });

  it('forgets a text when its time is over', async () => {
    const store = open(50);
    store.set(hashOf('{ short }'), '{ short }');
    expect(await store.get(hashOf('{ short }'))).toBe('{ short }');
    await sleep(100);
    expect(await store.get(hashOf('{ short }'))).toBeUndefined();
  });
}

describe('documents kept in this process', () => {
  behavesAsStore((ttl) => createMemoryApqStore({ memory: new ApqMemory(), ttl }));

  it('take 8,000,000 characters at most; what was not used for the longest time goes', () => {
    const store = createMemoryApqStore({ memory: new ApqMemory(), ttl: 60_000 });
    const text = (index: number) => String(index).padEnd(1_000_000, ' ');
    for (let index = 0; index < 7; index++) store.set(String(index), text(index));
    expect(store.get('0')).toBe(text(0));
    for (let index = 7; index < 9; index++) store.set(String(index), text(index));
    expect(store.get('0')).toBe(text(0));
    expect(store.get('1')).toBeUndefined();
    expect(store.get('8')).toBe(text(8));
  });
});

describe.skipIf(!hasRedis())('documents kept in Redis', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startTestRedis();
  });
  afterAll(() => server.stop());

  /** A store of another process: with a connection and a memory of its own. */
  function open(ttl = 60_000) {
    const redis = createRedis({ url: server.url, name: 'test', onError: () => undefined });
    onTestFinished(() => {
      redis.disconnect();
    });
    const memory = createMemoryApqStore({ memory: new ApqMemory(), ttl });
    return { redis, store: createRedisApqStore({ redis, memory, ttl }) };
  }

  behavesAsStore((ttl) => open(ttl).store);

  it('are known to other processes, and asked for once', async () => {
    open().store.set(hashOf('{ shared }'), '{ shared }');
    const { store } = open();
    await vi.waitFor(async () => {
      expect(await store.get(hashOf('{ shared }'))).toBe('{ shared }');
    });
    expect(store.get(hashOf('{ shared }'))).toBe('{ shared }');
  });

  it('are not known under the hash of another text, whoever wrote them there', async () => {
    const { redis, store } = open();
    await redis.set(`apq:${hashOf('{ mine }')}`, '{ theirs }');
    expect(await store.get(hashOf('{ mine }'))).toBeUndefined();
  });

  it('are not found while Redis is away, soon and without an error, but for what the process has seen', async () => {
    const { redis, store } = open();
    await redis.ping();
    await server.kill();
    onTestFinished(() => server.restart());
    store.set(hashOf('{ seen }'), '{ seen }');
    const began = performance.now();
    expect(await store.get(hashOf('{ away }'))).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(400);
    expect(store.get(hashOf('{ seen }'))).toBe('{ seen }');
  });

  it('are not found when Redis does not answer in time', async () => {
    const { redis, store } = open();
    const { redis: other } = open();
    await redis.ping();
    await other.call('CLIENT', 'PAUSE', '1000', 'ALL');
    const began = performance.now();
    expect(await store.get(hashOf('{ slow }'))).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(500);
  });
});
