import { createTestDatabase } from '@techally/database/testing';
import pg from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { createPostgresRateLimitStore } from './postgres-rate-limit-store.js';
import { pruneRateLimits } from './rate-limit-tables.js';
import type { BatchedRateLimitStore } from './batched-rate-limit-store.js';

const LIMIT = { limit: 1_000, windowMs: 60_000 };
const BUCKET = { capacity: 100, refillPerMs: 0.01 };

let databaseUrl: string;
let admin: pg.Pool;
const stores: BatchedRateLimitStore[] = [];

beforeEach(async () => {
  const database = await createTestDatabase('platform');
  databaseUrl = database.url;
  admin = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // The pool is ended before its connection is, and dropping the database may be quicker.
  admin.on('connect', (client) => client.on('error', () => undefined));
  return async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await admin.end();
    await database.close();
  };
});

function open(onError: (error: unknown) => void = () => undefined): BatchedRateLimitStore {
  const store = createPostgresRateLimitStore({ databaseUrl, onError });
  stores.push(store);
  return store;
}

test('counts 3,000 parallel requests of one key with few statements', async () => {
  const three = [open(), open(), open()];
  await Promise.all(three.flatMap((store) => Array.from({ length: 1_000 }, () => store.take('a', LIMIT))));
  // Statistics reach the view when a connection has been idle, or ends.
  await Promise.all(three.map((store) => store.close()));
  await expect
    .poll(async () => {
      const { rows } = await admin.query<{ writes: number }>(
        "SELECT (n_tup_ins + n_tup_upd)::int AS writes FROM pg_stat_user_tables WHERE relname = 'rate_limit_windows'",
      );
      return rows[0]?.writes;
    })
    .toSatisfy((writes: number) => writes >= 3 && writes <= 30);
});

test('several processes that start on an empty database at once all succeed', async () => {
  const verdicts = await Promise.all(Array.from({ length: 6 }, () => open().take('a', LIMIT)));
  expect(verdicts.map(({ used }) => used).sort()).toEqual([1, 2, 3, 4, 5, 6]);
});

test('writes no log for its counters', async () => {
  await open().take('a', LIMIT);
  const { rows } = await admin.query(
    "SELECT relname, relpersistence FROM pg_class WHERE relname LIKE 'rate_limit_%' AND relkind = 'r' ORDER BY 1",
  );
  expect(rows).toEqual([
    { relname: 'rate_limit_buckets', relpersistence: 'u' },
    { relname: 'rate_limit_windows', relpersistence: 'u' },
  ]);
});

test('prunes windows that have ended and buckets that are full, and no others', async () => {
  const store = open();
  await store.take('ended', { limit: 5, windowMs: 1 });
  await store.take('on', LIMIT);
  await store.charge('full', 1, { capacity: 100, refillPerMs: 100 });
  await store.charge('spent', 100, BUCKET);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await pruneRateLimits(admin);
  expect((await admin.query('SELECT key FROM rate_limit_windows')).rows).toEqual([{ key: 'on' }]);
  expect((await admin.query('SELECT key FROM rate_limit_buckets')).rows).toEqual([{ key: 'spent' }]);
});

test('goes on after its connections were ended', async () => {
  const errors: unknown[] = [];
  const store = open((error) => errors.push(error));
  await store.take('a', LIMIT);
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'techally-rate-limits'",
  );
  await expect.poll(() => errors.length).toBeGreaterThan(0);
  expect((await store.take('a', LIMIT)).used).toBe(2);
});

test('rejects while the database is away, and makes its tables when it is there', async () => {
  const name = new URL(databaseUrl).pathname.slice(1);
  const server = new pg.Pool({ connectionString: databaseUrl.replace(name, 'postgres'), max: 1 });
  await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  const store = open();
  await expect(store.take('a', LIMIT)).rejects.toThrow('not currently accepting connections');
  await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await server.end();
  expect((await store.take('a', LIMIT)).used).toBe(1);
});
