import type pg from 'pg';
import type { RevocationEntry } from './revocation-entries.js';

/** The channel on which every new row is announced, as the JSON of a {@link RevocationEntry}. */
export const CHANNEL = 'techally_revocations';

/** Any number, the same in every process: creating a table "if it does not exist" is not safe by itself. */
const LOCK_KEY = 7_216_803_918;

/** The rows are kept longer than they count, since the clocks of processes and database differ. */
const KEPT_AFTER_EXPIRY = '1 minute';

interface Row {
  readonly key: string;
  readonly expires_at: Date;
  readonly issued_before: Date | null;
}

/** Creates the table, if it is missing. Several processes may do so at once. */
export async function createRevocationTable(pool: pg.Pool): Promise<void> {
  // Statements of one message are one transaction, whose end releases the lock.
  await pool.query(`
    SELECT pg_advisory_xact_lock(${String(LOCK_KEY)});
    CREATE TABLE IF NOT EXISTS revocations (
      key           TEXT PRIMARY KEY,
      expires_at    TIMESTAMPTZ NOT NULL,
      issued_before TIMESTAMPTZ
    );
    CREATE INDEX IF NOT EXISTS revocations_expires_at ON revocations (expires_at);`);
}

/** Stores an entry and announces what is stored then. Both happen at the commit, or neither. */
export async function storeRevocation(pool: pg.Pool, entry: RevocationEntry): Promise<void> {
  const issuedBefore = entry.issuedBefore === null ? null : new Date(entry.issuedBefore);
  await pool.query(
    `WITH stored AS (
       INSERT INTO revocations AS r (key, expires_at, issued_before) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET
         expires_at = GREATEST(r.expires_at, excluded.expires_at),
         issued_before = CASE WHEN r.issued_before IS NULL OR excluded.issued_before IS NULL THEN NULL
                              ELSE GREATEST(r.issued_before, excluded.issued_before) END
       RETURNING key, expires_at, issued_before
     )
     SELECT pg_notify($4, json_build_object(
       'key', key,
       'expiresAt', floor(extract(epoch FROM expires_at) * 1000),
       'issuedBefore', ceil(extract(epoch FROM issued_before) * 1000))::text)
     FROM stored`,
    [entry.key, new Date(entry.expiresAt), issuedBefore, CHANNEL],
  );
}

/** Every entry that has not expired. */
export async function loadRevocations(client: pg.ClientBase): Promise<RevocationEntry[]> {
  const { rows } = await client.query<Row>(
    'SELECT key, expires_at, issued_before FROM revocations WHERE expires_at > now()',
  );
  return rows.map((row) => ({
    key: row.key,
    expiresAt: row.expires_at.getTime(),
    issuedBefore: row.issued_before?.getTime() ?? null,
  }));
}

/** Deletes what expired a while ago. */
export async function pruneRevocations(pool: pg.Pool): Promise<void> {
  await pool.query(`DELETE FROM revocations WHERE expires_at < now() - interval '${KEPT_AFTER_EXPIRY}'`);
}
