import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClientKnownRequestError } from '@prisma/client/runtime/client';
import pg from 'pg';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { withClient } from './administration/with-client.js';
import { freePort } from './embedded/free-port.js';
import { isDatabaseUnavailable } from './is-database-unavailable.js';
import { createTestDatabase } from './testing/create-test-database.js';
import type { TestDatabase } from './testing/create-test-database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('platform');
});

afterAll(() => database.close());

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('An error was expected.');
    },
    (error: unknown) => error,
  );
}

/** The ways to run a query: the driver's pool, and Prisma's adapter on top of one. */
const drivers = {
  'a pool of the driver': (options: pg.PoolConfig) => {
    const pool = new pg.Pool(options);
    pool.on('error', () => undefined);
    return Promise.resolve({ query: (sql: string) => pool.query(sql), close: () => pool.end() });
  },
  "Prisma's adapter": async (options: pg.PoolConfig) => {
    const adapter = await new PrismaPg(options).connect();
    const query = (sql: string): Promise<unknown> => adapter.queryRaw({ sql, args: [], argTypes: [] });
    return { query, close: () => adapter.dispose() };
  },
};

describe.each(Object.entries(drivers))('real failures of %s', (_, connect) => {
  test('an exhausted pool counts', async () => {
    const pool = await connect({ connectionString: database.url, max: 1, connectionTimeoutMillis: 50 });
    const busy = pool.query('SELECT 1 AS one FROM pg_sleep(0.3)');
    expect(isDatabaseUnavailable(await failureOf(pool.query('SELECT 1')))).toBe(true);
    await busy;
    await pool.close();
  });

  test('a server that is not there counts', async () => {
    const pool = await connect({
      connectionString: `postgresql://x@127.0.0.1:${String(await freePort())}/x`,
    });
    expect(isDatabaseUnavailable(await failureOf(pool.query('SELECT 1')))).toBe(true);
    await pool.close();
  });

  test('too many connections count', async () => {
    const role = `limited_${String(process.pid)}_${String(Math.floor(performance.now()))}`;
    await withClient(database.url, (client) =>
      client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' CONNECTION LIMIT 0`),
    );
    const url = new URL(database.url);
    [url.username, url.password] = [role, 'x'];
    const pool = await connect({ connectionString: url.href });
    expect(isDatabaseUnavailable(await failureOf(pool.query('SELECT 1')))).toBe(true);
    await pool.close();
    await withClient(database.url, (client) => client.query(`DROP ROLE ${role}`));
  });

  test('a connection that the server ends counts', async () => {
    const pool = await connect({ connectionString: database.url, max: 1 });
    const failure = failureOf(pool.query("SELECT 'victim' AS name FROM pg_sleep(10)"));
    await withClient(database.url, async (client) => {
      const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE datname = current_database() AND query LIKE '%victim%' AND pid <> pg_backend_pid()`;
      while ((await client.query(kill)).rowCount === 0) continue;
    });
    expect(isDatabaseUnavailable(await failure)).toBe(true);
    await pool.close();
  });

  test.each([
    ['a mistake in the SQL', 'SELEC 1'],
    ['a missing table', 'SELECT * FROM nowhere'],
    ['a broken rule', 'DO $$ BEGIN RAISE unique_violation; END $$'],
    ['a cancelled statement', "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57014'; END $$"],
  ])('%s does not count', async (_name, sql) => {
    const pool = await connect({ connectionString: database.url });
    expect(isDatabaseUnavailable(await failureOf(pool.query(sql)))).toBe(false);
    await pool.close();
  });
});

describe("Prisma's errors", () => {
  const known = (code: string, message = '', meta?: Record<string, unknown>): Error =>
    new PrismaClientKnownRequestError(message, { code, clientVersion: '7', ...(meta ? { meta } : {}) });

  test.each(['P1001', 'P1008', 'P1017', 'P2024', 'P2037'])('%s counts', (code) => {
    expect(isDatabaseUnavailable(known(code))).toBe(true);
  });

  test('P2028 counts when a transaction could not start or took too long, and not otherwise', () => {
    const text = (message: string): Error => known('P2028', `Transaction API error: ${message}`);
    expect(isDatabaseUnavailable(text('Unable to start a transaction in the given time.'))).toBe(true);
    expect(isDatabaseUnavailable(text('A query cannot be executed on an expired transaction.'))).toBe(true);
    expect(isDatabaseUnavailable(text('Transaction not found.'))).toBe(false);
  });

  test('a raw query is judged by the error of the adapter in its meta', () => {
    const wrapped = (originalCode: string): Error =>
      known('P2010', '', {
        driverAdapterError: new Error('x', { cause: { kind: 'postgres', originalCode } }),
      });
    expect(isDatabaseUnavailable(wrapped('57P01'))).toBe(true);
    expect(isDatabaseUnavailable(wrapped('57P03'))).toBe(true);
    expect(isDatabaseUnavailable(wrapped('42601'))).toBe(false);
  });

  test.each(['P2002', 'P2025', 'P2034'])('%s does not count', (code) => {
    expect(isDatabaseUnavailable(known(code))).toBe(false);
  });
});

test('what wraps an error is looked through: causes, aggregates and GraphQL errors', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(
    isDatabaseUnavailable(new Error('outer', { cause: new AggregateError([new Error('x'), refused]) })),
  ).toBe(true);
  expect(isDatabaseUnavailable(Object.assign(new Error('in a resolver'), { originalError: refused }))).toBe(
    true,
  );
});

test('a circular cause ends, and what is no error does not count', () => {
  const circular = new Error('round');
  circular.cause = circular;
  for (const value of [circular, null, undefined, 'ECONNREFUSED', 42, {}]) {
    expect(isDatabaseUnavailable(value)).toBe(false);
  }
});
