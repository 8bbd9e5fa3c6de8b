import pg from 'pg';
import type { BatchGroup } from './batch-queue.js';
import { BatchedRateLimitStore } from './batched-rate-limit-store.js';
import type { BucketChange } from './bucket-change.js';
import type { ChangedRow, TakenRow } from './rate-limit-tables.js';
import { CHANGE, createRateLimitTables, pruneRateLimits, TAKE } from './rate-limit-tables.js';
import type { Bucket, BucketVerdict, Clock, WindowLimit, WindowVerdict } from './rate-limit-store.js';
import { bucketVerdict } from './token-bucket.js';
import { windowVerdicts } from './window-verdicts.js';

/** Milliseconds between two prunings, which every process does. */
const PRUNE_EVERY = 60_000;
/** Milliseconds after which a connection or a statement is given up; nobody waits for it so long. */
const TIMEOUT = 10_000;

/** Options of {@link createPostgresRateLimitStore}. */
export interface PostgresRateLimitStoreOptions {
  /** The database that all processes share; the tables are made in it at first use. Two connections are used at most. */
  readonly databaseUrl: string;
  /** Told of lost connections and failed clean-ups. */
  readonly onError?: (error: unknown) => void;
  /** How the connections appear in `pg_stat_activity`. Default `techally-rate-limits`. */
  readonly applicationName?: string;
  /** Default: the clock of the database server. */
  readonly now?: Clock | undefined;
}

/**
 * Counters in PostgreSQL (15 or later), shared by all processes that use the database. One statement at a time counts
 * all that came while the one before it ran, so thousands of requests in parallel take a few statements. They are empty
 * again after a crash of the database.
 */
export function createPostgresRateLimitStore(options: PostgresRateLimitStoreOptions): BatchedRateLimitStore {
  const { databaseUrl, onError = () => undefined, applicationName = 'techally-rate-limits', now } = options;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: applicationName,
    max: 2,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: TIMEOUT,
    query_timeout: TIMEOUT,
  });
  pool.on('error', onError);
  // A connection that is lost while it is being closed tells the pool no more; nobody listening, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));

  let created: Promise<void> | undefined;
  /** Not at start: a database that is away must not keep a router from starting. */
  async function tables(): Promise<void> {
    created ??= createRateLimitTables(pool);
    await created.catch((error: unknown) => {
      created = undefined;
      throw error;
    });
  }

  async function take(groups: readonly BatchGroup<WindowLimit, undefined>[]): Promise<WindowVerdict[][]> {
    await tables();
    const sorted = sortedByKey(groups);
    const { rows } = await pool.query<TakenRow>({
      name: 'take',
      text: TAKE,
      values: [
        sorted.map(({ key }) => key),
        sorted.map(({ parameters }) => parameters.limit),
        sorted.map(({ parameters }) => parameters.windowMs),
        sorted.map(({ items }) => items.length),
        now?.() ?? null,
      ],
    });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return groups.map((group) => {
      const row = byKey.get(group.key);
      if (row === undefined) throw new Error('PostgreSQL counted less than it was asked to.');
      return windowVerdicts(group, { start: row.started, usedBefore: row.used_before, now: row.moment });
    });
  }

  async function change(groups: readonly BatchGroup<Bucket, BucketChange>[]): Promise<BucketVerdict[][]> {
    await tables();
    const sorted = sortedByKey(groups);
    const changes = sorted.flatMap(({ items }) => items);
    const { rows } = await pool.query<ChangedRow>({
      name: 'change',
      text: CHANGE,
      values: [
        sorted.map(({ key }) => key),
        sorted.map(({ parameters }) => parameters.capacity),
        sorted.map(({ parameters }) => parameters.refillPerMs),
        sorted.map(({ items }) => items.length),
        changes.map(({ kind }) => kind === 'settle'),
        changes.map(({ amount }) => amount),
        now?.() ?? null,
      ],
    });
    const byKey = new Map<string, BucketVerdict[]>();
    let at = 0;
    for (const { key, parameters: bucket, items } of sorted) {
      const changed = rows.slice(at, (at += items.length));
      const verdicts = changed.map(({ is_allowed: allowed, remaining }, index) =>
        bucketVerdict(allowed, remaining, { amount: items[index]?.amount ?? 0, bucket }),
      );
      byKey.set(key, verdicts);
    }
    return groups.map(({ key }) => byKey.get(key) ?? []);
  }

  const pruning = setInterval(() => {
    if (created !== undefined) pruneRateLimits(pool).catch(onError);
  }, PRUNE_EVERY);
  pruning.unref();

  let ended: Promise<void> | undefined;
  return new BatchedRateLimitStore({
    take,
    change,
    maxInFlight: 1,
    async close() {
      clearInterval(pruning);
      await (ended ??= pool.end());
    },
  });
}

/** Every process locks the rows in this order. */
function sortedByKey<Group extends { readonly key: string }>(groups: readonly Group[]): readonly Group[] {
  if (groups.length === 1) return groups;
  return groups.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
