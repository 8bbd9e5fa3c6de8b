import { setTimeout as delay } from 'node:timers/promises';
import type { TestDatabase } from '@techally/database/testing';
import { createTestDatabase } from '@techally/database/testing';
import { UserErrorException } from '@techally/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresAttemptCounter } from '../adapters/postgres-attempt-counter.js';
import type { Database } from '../adapters/prisma-client.js';
import { createDatabase } from '../adapters/prisma-client.js';
import { createAttemptLimiter } from './attempt-limiter.js';

const MINUTE = 60_000;

let testDatabase: TestDatabase;
const replicas: Database[] = [];
let time = 1_700_000_000_000;
const now = () => new Date(time);

beforeAll(async () => {
  testDatabase = await createTestDatabase('auth');
  replicas.push(
    createDatabase({ databaseUrl: testDatabase.url }),
    createDatabase({ databaseUrl: testDatabase.url }),
  );
});

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.$disconnect()));
  await testDatabase.close();
});

const limiterOf = (replica: number) =>
  createAttemptLimiter(createPostgresAttemptCounter(replicas[replica]!), now);
const limits = (key: string, limit = 5) => ({ account: { key, limit, window: MINUTE }, address: null });
const isRefusal = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' && result.reason instanceof UserErrorException;

describe('the attempt limiter', () => {
  it('verifies no more failures than the limit in two replicas at once', async () => {
    let verified = 0;
    const attempt = (_: unknown, index: number) =>
      limiterOf(index % 2).attempt(limits('two replicas'), async () => {
        verified += 1;
        await delay(20);
        return null;
      });
    const results = await Promise.allSettled(Array.from({ length: 40 }, attempt));
    expect(verified).toBe(5);
    expect(results.filter(isRefusal)).toHaveLength(35);
  });

  it('lets more successes through at once than failures are left', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        limiterOf(0).attempt(limits('successes'), async () => delay(10, 'well')),
      ),
    );
    expect(results).toEqual(Array<string>(20).fill('well'));
  });

  it('gives the place back when the verification breaks', async () => {
    for (let round = 0; round < 6; round += 1) {
      await expect(
        limiterOf(0).attempt(limits('broken'), () => Promise.reject(new Error('away'))),
      ).rejects.toThrow('away');
    }
    expect(await limiterOf(0).attempt(limits('broken'), async () => 'well')).toBe('well');
  });

  it('counts again from nothing when the window is over, and not before', async () => {
    const fail = () => limiterOf(0).attempt(limits('window', 2), async () => null);
    await fail();
    time += MINUTE - 1;
    await fail();
    await expect(fail()).rejects.toBeInstanceOf(UserErrorException);
    time += 1;
    await fail();
  });

  it('forgets the attempts of a process that died while it verified', async () => {
    const counter = createPostgresAttemptCounter(replicas[0]!);
    const limit = { key: 'died', limit: 2, window: MINUTE };
    expect([
      await counter.reserve(limit, now()),
      await counter.reserve(limit, now()),
      await counter.reserve(limit, now()),
    ]).toEqual(['reserved', 'reserved', 'busy']);
    time += MINUTE;
    expect(await counter.reserve(limit, now())).toBe('reserved');
  });

  it('does not count against the account what the network address is refused for', async () => {
    const address = { key: 'full address', limit: 1, window: MINUTE };
    const attempt = (key: string) => limiterOf(0).attempt({ ...limits(key, 1), address }, async () => null);
    await attempt('first');
    await expect(attempt('second')).rejects.toBeInstanceOf(UserErrorException);
    expect(await limiterOf(0).attempt(limits('second', 1), async () => 'well')).toBe('well');
  });
});
