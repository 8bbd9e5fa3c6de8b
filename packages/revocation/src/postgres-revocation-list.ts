import pg from 'pg';
import { RevocationEntries, toEntry } from './revocation-entries.js';
import type { RevocationList } from './revocation-list.js';
import { RevocationListener } from './revocation-listener.js';
import { createRevocationTable, pruneRevocations, storeRevocation } from './revocation-table.js';

const PRUNE_EVERY_MS = 60_000;

/** Options of {@link createPostgresRevocationList}. */
export interface PostgresRevocationListOptions {
  /** The database that all processes share. Two connections at most are used for writing, one for listening. */
  readonly databaseUrl: string;
  /** Told of lost connections and failed clean-ups; the list goes on with what it knows and reconnects. */
  readonly onError?: (error: unknown) => void;
  /** How the connections appear in `pg_stat_activity`. Default `techally-revocations`. */
  readonly applicationName?: string;
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
}

/**
 * A list that is kept in PostgreSQL, with a copy in the memory of every process. New entries reach the other
 * processes by NOTIFY in a few milliseconds; a process that lost its connection loads everything again.
 *
 * @returns when all entries are loaded
 * @throws the driver's error when the database cannot be reached at first
 */
export async function createPostgresRevocationList(
  options: PostgresRevocationListOptions,
): Promise<RevocationList> {
  const {
    databaseUrl,
    onError = () => undefined,
    applicationName = 'techally-revocations',
    now = Date.now,
  } = options;
  const entries = new RevocationEntries(now);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: applicationName,
    max: 2,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 2_000,
  });
  pool.on('error', onError);
  // A connection that breaks while the pool ends has nobody else who listens.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const listener = new RevocationListener({
    databaseUrl,
    applicationName,
    onEntry: (entry) => {
      entries.add(entry);
    },
    onError,
  });
  try {
    await createRevocationTable(pool);
    await listener.start();
  } catch (error) {
    await Promise.all([listener.close(), pool.end()]);
    throw error;
  }

  const pruning = setInterval(() => {
    entries.prune();
    pruneRevocations(pool).catch(onError);
  }, PRUNE_EVERY_MS);
  pruning.unref();

  let closing: Promise<unknown> | undefined;
  return {
    async revoke(revocation) {
      const entry = toEntry(revocation);
      entries.add(entry);
      await storeRevocation(pool, entry);
    },
    isRevoked: (claims) => entries.isRevoked(claims),
    async close() {
      clearInterval(pruning);
      await (closing ??= Promise.all([listener.close(), pool.end()]));
    },
  };
}
