// npm run bench:orders [-- --seconds 20 --rounds 3 --concurrency 1,8,32 --no-write]: how many orders a second the embedded default
// takes from checkout to CONFIRMED, and how that compares with what its PostgreSQL commits when it does nothing else.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { describeMachine } from './measure/describe-machine.ts';
import { median } from './measure/median.ts';
import { readProcessUsage } from './measure/process-usage.ts';
import { measureBareCommits } from './orders/bare-commits.ts';
import { Customer } from './orders/order-load.ts';
import { printOrders } from './orders/print-orders.ts';
import type { OrdersRow } from './orders/print-orders.ts';
import type { ShopUnderLoad } from './orders/shop-under-load.ts';
import { startShopUnderLoad } from './orders/shop-under-load.ts';
import { writeResults } from './report/write-results.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    /** Of one round. */
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '3' },
    /** Customers at once. */
    concurrency: { type: 'string', default: '1,8,32' },
    write: { type: 'boolean', default: true },
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const WARM_UP_SECONDS = 10;

await using shop = await startShopUnderLoad({ path: process.env['PATH'] });
process.once('SIGINT', () => void shop[Symbol.asyncDispose]().then(() => process.exit(130)));

const rows: OrdersRow[] = [];
for (const concurrency of values.concurrency.split(',').map(Number)) {
  const customers: Customer[] = [];
  for (let index = 0; index < concurrency; index++) customers.push(await Customer.register(shop.url));
  await orderFor(customers, WARM_UP_SECONDS);
  await untilConfirmed(shop);
  const measured: (OrdersRound & { readonly bare: number })[] = [];
  // By turns, so that a machine that is slow for a while is slow for both.
  for (let round = 0; round < rounds; round++) {
    const orders = await measureOrders(customers);
    const bare = await measureBareCommits({
      databaseUrl: shop.databaseUrl('postgres'),
      concurrency,
      seconds: Math.min(seconds, 5),
    });
    measured.push({ ...orders, bare });
    console.error(`${String(concurrency)} customers: ${orders.perSecond.toFixed(1)} orders/s`);
  }
  for (const customer of customers) customer.close();
  const of = (pick: (round: (typeof measured)[number]) => number) => median(measured.map(pick));
  rows.push({
    concurrency,
    ordersPerSecond: of(({ perSecond }) => perSecond),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    commitsPerOrder: of(({ commits }) => commits),
    flushesPerOrder: of(({ flushes }) => flushes),
    shopCpu: of(({ shopCpu }) => shopCpu),
    postgresCpu: of(({ postgresCpu }) => postgresCpu),
    bareCommitsPerSecond: of(({ bare }) => bare),
    ratio: of(({ perSecond, commits, bare }) => (perSecond * commits) / bare),
  });
}

const report = { date: new Date().toISOString(), machine: describeMachine(), seconds, rounds, rows };
const text = printOrders(report);
console.log(text);
if (values.write) writeResults(text, report, 'orders');

/** What one round came to; per order where it says nothing else. */
interface OrdersRound {
  readonly perSecond: number;
  /** Milliseconds of `addToCart` and `checkout` together. */
  readonly p50: number;
  readonly p99: number;
  /** Transactions that wrote anything. */
  readonly commits: number;
  /** Times that the log was written to disk. */
  readonly flushes: number;
  /** Milliseconds of CPU time. */
  readonly shopCpu: number;
  readonly postgresCpu: number;
}

async function measureOrders(customers: readonly Customer[]): Promise<OrdersRound> {
  const before = await readCounters(shop);
  const began = performance.now();
  const times = await orderFor(customers, seconds);
  await untilConfirmed(shop);
  const elapsed = (performance.now() - began) / 1000;
  const after = await readCounters(shop);
  const orders = after.confirmed - before.confirmed;
  if (orders !== times.length)
    throw new Error(`${String(times.length)} were ordered, ${String(orders)} confirmed.`);
  times.sort((one, other) => one - other);
  const each = (pick: (counters: Counters) => number) => (pick(after) - pick(before)) / orders;
  return {
    perSecond: orders / elapsed,
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    commits: each(({ transactions }) => transactions),
    flushes: each(({ flushes }) => flushes),
    shopCpu: each(({ shopCpu }) => shopCpu),
    postgresCpu: each(({ postgresCpu }) => postgresCpu),
  };
}

/** Each customer orders one thing after another. @returns The milliseconds of each order. */
async function orderFor(customers: readonly Customer[], forSeconds: number): Promise<number[]> {
  const end = Date.now() + forSeconds * 1000;
  const times: number[] = [];
  await Promise.all(
    customers.map(async (customer, index) => {
      for (let turn = 0; Date.now() < end; turn++) {
        const productId = shop.productIds[(index + turn * customers.length) % shop.productIds.length] ?? '';
        const began = performance.now();
        await customer.order(productId);
        times.push(performance.now() - began);
      }
    }),
  );
  return times;
}

/** What is counted before and after a round. */
interface Counters {
  readonly confirmed: number;
  readonly transactions: number;
  readonly flushes: number;
  readonly shopCpu: number;
  readonly postgresCpu: number;
}

async function readCounters({ orderDatabase, pid, postgresPid }: ShopUnderLoad): Promise<Counters> {
  const [row] = await ask<{ confirmed: string; transactions: string; flushes: string }>(
    orderDatabase,
    // Only transactions that write are given a number. All databases of a cluster share the numbers.
    `SELECT (SELECT count(*) FROM orders WHERE status = 'CONFIRMED') AS confirmed,
       pg_snapshot_xmax(pg_current_snapshot())::text AS transactions,
       (SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal')::text AS flushes`,
  );
  return {
    confirmed: Number(row?.confirmed),
    transactions: Number(row?.transactions),
    flushes: Number(row?.flushes),
    shopCpu: readProcessUsage(pid).cpu,
    postgresCpu: readProcessUsage(postgresPid).cpu,
  };
}

/** Resolves when every order has come to its end and all has been told of it. */
async function untilConfirmed({ orderDatabase, databaseUrl }: ShopUnderLoad): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const [orders] = await ask<{ open: string }>(
      orderDatabase,
      `SELECT count(*) AS open FROM sagas WHERE state = 'RUNNING'`,
    );
    const [jobs] = await ask<{ open: string }>(
      databaseUrl('techally_platform'),
      `SELECT count(*) AS open FROM pgboss.job WHERE state < 'completed'`,
    );
    if (orders?.open === '0' && jobs?.open === '0') return;
    if (Date.now() > end) throw new Error('The orders do not come to an end.');
    await sleep(20);
  }
}

async function ask<Row extends pg.QueryResultRow>(databaseUrl: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
