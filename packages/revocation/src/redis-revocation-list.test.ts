import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Redis } from '@techally/redis';
import { createRedis } from '@techally/redis';
import type { TestRedis } from '@techally/test-parts';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { RedisRevocationListOptions } from './redis-revocation-list.js';
import { createRedisRevocationList } from './redis-revocation-list.js';
import { createRedisRevocationStore } from './redis-revocation-store.js';
import type { RevocationList } from './revocation-list.js';

const expiresAt = new Date(Date.now() + 3_600_000);
const within = (milliseconds: number) => ({ timeout: milliseconds, interval: 5 });

describe.skipIf(!hasRedis())('a revocation list in Redis', () => {
  let server: TestRedis;
  let admin: Redis;
  const lists: RevocationList[] = [];

  beforeEach(async () => {
    server = await startTestRedis();
    admin = createRedis({ url: server.url, name: 'admin', onError: () => undefined });
  });
  afterEach(async () => {
    await Promise.all(lists.splice(0).map((list) => list.close()));
    admin.disconnect();
    await server.stop();
  });

  async function open(
    connectionName: string,
    options: Partial<RedisRevocationListOptions> = {},
  ): Promise<RevocationList> {
    const list = await createRedisRevocationList({ url: server.url, connectionName, ...options });
    lists.push(list);
    return list;
  }

  /** The connections of a list. */
  async function connections(connectionName: string): Promise<readonly string[]> {
    const clients = (await admin.client('LIST')) as string;
    return clients.split('\n').filter((client) => client.includes(` name=${connectionName} `));
  }

  /** Ends all connections of a list. Returns how many there were. */
  async function terminate(connectionName: string): Promise<number> {
    const found = await connections(connectionName);
    for (const client of found) await admin.client('KILL', 'ID', /id=(\d+)/.exec(client)?.[1] ?? '');
    return found.length;
  }

  test('tells the others within 200 ms what one process revokes', async () => {
    const [here, there] = [await open('here'), await open('there')];
    await here.revoke({ key: 'jti:t1', expiresAt });
    await here.revoke({ key: 'sub:u1', issuedBefore: new Date(2_000_000_000_000), expiresAt });
    await vi.waitFor(() => {
      expect(there.isRevoked({ jti: 't1' })).toBe(true);
      expect(there.isRevoked({ sub: 'u1', iat: 1_999_999_999 })).toBe(true);
    }, within(200));
    expect(there.isRevoked({ sub: 'u1', iat: 2_000_000_000 })).toBe(false);
  });

  test('tells a process that starts later what was revoked before, however much it is', async () => {
    const first = await open('first');
    await Promise.all(
      Array.from({ length: 3_000 }, (_, index) => first.revoke({ key: `sid:s${String(index)}`, expiresAt })),
    );
    await first.revoke({ key: 'sub:u1', issuedBefore: new Date(2_000_000_000_000), expiresAt });
    await first.revoke({ key: 'sub:u1', issuedBefore: new Date(1_000_000_000_000), expiresAt });
    await first.close();
    const second = await open('second');
    const known = Array.from({ length: 3_000 }, (_, index) => second.isRevoked({ sid: `s${String(index)}` }));
    expect(known).not.toContain(false);
    expect(second.isRevoked({ sub: 'u1', iat: 1_999_999_999 })).toBe(true);
    expect(second.isRevoked({ sub: 'u1', iat: 2_000_000_000 })).toBe(false);
  });

  test('is not that of another prefix', async () => {
    const [one, other] = [await open('one'), await open('other', { prefix: 'other' })];
    await one.revoke({ key: 'jti:t1', expiresAt });
    await other.revoke({ key: 'jti:t2', expiresAt });
    const third = await open('third', { prefix: 'other' });
    expect(third.isRevoked({ jti: 't1' })).toBe(false);
    expect(third.isRevoked({ jti: 't2' })).toBe(true);
  });

  test('catches up with what it missed, and hears the rest, when its connections were ended', async () => {
    const errors: unknown[] = [];
    const here = await open('here');
    const there = await open('there', { onError: (error) => errors.push(error) });
    for (let round = 0; round < 10; round += 1) {
      expect(await terminate('there')).toBeGreaterThan(0);
      // Stored while `there` does not listen, or just after; either way it has to arrive.
      await here.revoke({ key: `jti:missed-${String(round)}`, expiresAt });
      await vi.waitFor(() => {
        expect(there.isRevoked({ jti: `missed-${String(round)}` })).toBe(true);
      }, within(2_000));
    }
    await here.revoke({ key: 'jti:later', expiresAt });
    await vi.waitFor(() => {
      expect(there.isRevoked({ jti: 'later' })).toBe(true);
    }, within(2_000));
  });

  test('keeps what it knew while Redis is away, tells of it, and gives it back to a Redis that lost all', async () => {
    const errors: unknown[] = [];
    const list = await open('here', { onError: (error) => errors.push(error) });
    await list.revoke({ key: 'jti:known', expiresAt });
    await list.revoke({ key: 'sub:u1', issuedBefore: new Date(2_000_000_000_000), expiresAt });
    await server.kill();
    const began = performance.now();
    await expect(list.revoke({ key: 'jti:unsaved', expiresAt })).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(list.isRevoked({ jti: 'known' })).toBe(true);
    expect(list.isRevoked({ jti: 'unsaved' })).toBe(true);
    await vi.waitFor(() => {
      expect(errors.length).toBeGreaterThan(0);
    });

    await server.restart();
    await vi.waitFor(async () => {
      const other = await open('other');
      expect(other.isRevoked({ jti: 'known' })).toBe(true);
      expect(other.isRevoked({ jti: 'unsaved' })).toBe(true);
      expect(other.isRevoked({ sub: 'u1', iat: 1_999_999_999 })).toBe(true);
      expect(other.isRevoked({ sub: 'u1', iat: 2_000_000_000 })).toBe(false);
    }, within(5_000));
  });

  test('finds out that a connection died without a word, and makes another one', async () => {
    // Between the list and Redis: from `freeze` on, what is open then carries nothing more, and nobody is told.
    let frozen = false;
    const proxy = createServer((client) => {
      const upstream = connect(Number(new URL(server.url).port), '127.0.0.1');
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        let dead = false;
        from.on('data', (chunk) => {
          dead ||= frozen;
          if (!dead) to.write(chunk);
        });
        from.on('error', () => to.destroy());
        from.on('close', () => to.destroy());
      }
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const errors: unknown[] = [];
    const there = await open('there', {
      url: `redis://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
      onError: (error) => errors.push(error),
      heartbeat: { every: 50, timeout: 50 },
    });
    const here = await open('here');
    frozen = true;
    await here.revoke({ key: 'jti:t1', expiresAt });
    await vi.waitFor(() => {
      expect(errors.map(String).join()).toContain('does not answer');
    }, within(1_000));
    expect(there.isRevoked({ jti: 't1' })).toBe(false);
    frozen = false;
    await vi.waitFor(() => {
      expect(there.isRevoked({ jti: 't1' })).toBe(true);
    }, within(6_000));
  });

  test('does not mind what others write to its channel', async () => {
    const errors: unknown[] = [];
    const list = await open('here', { onError: (error) => errors.push(error) });
    for (const text of ['', '{', 'null', '{"key":1}', '{"key":"sub:u1","expiresAt":9e15}']) {
      await admin.publish('techally:revocations', text);
    }
    await list.revoke({ key: 'jti:t1', expiresAt });
    await vi.waitFor(() => {
      expect(errors).toHaveLength(5);
    });
    expect(list.isRevoked({ jti: 't2', sub: 'u1', iat: 0 })).toBe(false);
  });

  test('deletes what expired a while ago, and nothing else', async () => {
    const store = createRedisRevocationStore(admin, 'techally');
    const entry = (key: string, age: number) => ({ key, expiresAt: Date.now() - age, issuedBefore: 1 });
    for (let index = 0; index < 1_500; index += 1)
      await store.store(entry(`sub:old-${String(index)}`, 61_000));
    await store.store(entry('sub:recent', 30_000));
    await store.store(entry('sub:new', -30_000));
    await store.prune();
    const keys = (await store.load()).map(({ key }) => key);
    expect(keys.sort()).toEqual(['sub:new', 'sub:recent']);
    expect(await admin.hlen('techally:{revocations}:issued-before')).toBe(2);
  });

  test('has no connection left once it is closed, also when it was closed while it reconnected', async () => {
    const [list, other] = [await open('here'), await open('other')];
    await other.close();
    await terminate('here');
    await new Promise((resolve) => setTimeout(resolve, 52));
    await list.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await connections('here')).toEqual([]);
    expect(await connections('other')).toEqual([]);
  });

  test('cannot be opened while Redis cannot be reached', async () => {
    await expect(createRedisRevocationList({ url: 'redis://127.0.0.1:1' })).rejects.toThrow('ECONNREFUSED');
  });
});
