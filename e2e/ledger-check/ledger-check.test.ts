import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseName, ensureDatabase, migrate, startEmbeddedCluster } from '@techally/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the command as npm does, with these variables and no others about databases. */
function run(env: Readonly<Record<string, string>>, ...args: string[]) {
  return new Promise<{ status: number; lines: string[]; complaint: string }>((resolve) => {
    const options = { cwd: ROOT, env: { PATH: process.env['PATH'], ...env }, timeout: 60_000 };
    const command = ['packages/stack/dist/ledger-check-main.js', ...args];
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code);
      resolve({ status, lines: stdout.trim().split('\n'), complaint: stderr.trim() });
    });
  });
}

async function query(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

describe('npm run ledger:check on a shop with orders', () => {
  let stack: TestStack;
  let url: string;

  beforeAll(async () => {
    stack = await startTestStack();
    const { productIds } = await seedShop(stack, { products: 1 });
    for (const quantity of [1, 2])
      await placeOrder(await stack.customer(), { productId: productIds[0] ?? '', quantity });
    await stack.settled();
    url = stack.urlFor('payment');
  }, 60_000);
  afterAll(() => stack.stop());

  it('says what is booked, and that it balances, while the shop runs', async () => {
    const { status, lines, complaint } = await run({ PAYMENT_DATABASE_URL: url });
    expect(complaint).toBe('');
    expect(lines.slice(0, 2)).toEqual([
      'The ledger in the server of the environment:',
      '2 transactions with 4 entries, and 2 payments.',
    ]);
    const [, debits, credits] = /^USD: debits ([\d.]+), credits ([\d.]+)\.$/.exec(lines[2] ?? '') ?? [];
    expect(Number(debits)).toBeGreaterThan(0);
    expect(credits).toBe(debits);
    expect(lines.at(-1)).toBe('It balances.');
    expect(status).toBe(0);
  });

  it('names a wrong entry that got past the database, and exits with 1', async () => {
    const transaction = randomUUID();
    await query(
      url,
      'ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_balance',
      `INSERT INTO ledger_entries (id, transaction_id, account, debit_cents, credit_cents, currency_code, payment_id, at)
       SELECT gen_random_uuid(), '${transaction}', 'REVENUE', 0, 1234, 'USD', id, now() FROM payments LIMIT 1`,
      'ALTER TABLE ledger_entries ENABLE TRIGGER ledger_entries_balance',
    );
    const { status, lines } = await run({ PAYMENT_DATABASE_URL: url });
    expect(status).toBe(1);
    expect(lines).toContain(`TRANSACTION_UNBALANCED  transaction ${transaction}: debits 0.00, credits 12.34`);
    expect(lines).toContainEqual(
      expect.stringMatching(/^CHARGE_MISMATCH {2}payment \S+: .* expected, .* booked$/),
    );
    expect(lines.at(-1)).toBe('It does not balance: 2 imbalances.');
  });
});

describe('npm run ledger:check on the embedded database', () => {
  it('asks the one that runs, starts one that is stopped, and wants one that is there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'techally-ledger-'));
    try {
      const nothing = await run({ DATA_DIR: folder });
      expect(nothing).toMatchObject({ status: 2, lines: [''] });
      expect(nothing.complaint).toMatch(/There is no shop in .* yet: run `npm start` once/);
      expect(await readdir(folder)).toEqual([]);

      const cluster = await startEmbeddedCluster({ dataDirectory: join(folder, 'postgres'), durable: false });
      await ensureDatabase(cluster.adminUrl, databaseName('payment'));
      await migrate({
        databaseUrl: cluster.urlFor(databaseName('payment')),
        migrationsDirectory: join(ROOT, 'prisma', 'payment', 'migrations'),
      });
      const empty = ['0 transactions with 0 entries, and 0 payments.', 'It balances.'];
      expect(await run({ DATA_DIR: folder })).toEqual({
        status: 0,
        lines: ['The ledger in the embedded database of the running shop:', ...empty],
        complaint: '',
      });
      await cluster.stop();
      expect(await run({ DATA_DIR: folder })).toEqual({
        status: 0,
        lines: ['The ledger in the embedded database of the stopped shop:', ...empty],
        complaint: '',
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

describe('npm run ledger:check that cannot check', () => {
  it.each([
    [
      'a server that is away',
      { DATABASE_URL: 'postgresql://u:geheim@127.0.0.1:1/postgres' },
      /127\.0\.0\.1:1/,
    ],
    ['a URL that is none', { PAYMENT_DATABASE_URL: 'geheim' }, /PAYMENT_DATABASE_URL is not a URL/],
    [
      'another domain alone',
      { ORDER_DATABASE_URL: 'postgresql://u:geheim@127.0.0.1:1/x' },
      /PAYMENT_DATABASE_URL/,
    ],
    ['loose parts', { DB_PASSWORD: 'geheim' }, /DB_HOST/],
  ])('exits with 2 and says why: %s', async (_name, env, reason) => {
    const { status, lines, complaint } = await run(env);
    expect({ status, lines }).toEqual({ status: 2, lines: [''] });
    expect(complaint).toMatch(/^The ledger could not be checked: /);
    expect(complaint).toMatch(reason);
    expect(complaint).not.toContain('geheim');
  });

  it('takes no arguments', async () => {
    expect(await run({}, '--loud')).toMatchObject({
      status: 2,
      complaint: 'The ledger could not be checked: Unknown argument "--loud". There are none.',
    });
  });
});
