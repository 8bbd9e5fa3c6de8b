import type pg from 'pg';

/** Any number, the same in every process: creating a table "if it does not exist" is not safe by itself. */
const LOCK_KEY = 3_481_077_236;

/**
 * Unlogged: counters that a crash of the server empties are cheaper than a log of every request. Room is left in the
 * pages, and nothing but the key is indexed, so that counting rewrites a row in its own page.
 *
 * `expires_at` is by the server's clock and serves pruning alone: what counts is the start of a window and the fill of a
 * bucket, in milliseconds since the epoch, by a clock that may be pinned.
 */
const CREATE = `
SELECT pg_advisory_xact_lock(${String(LOCK_KEY)});

CREATE UNLOGGED TABLE IF NOT EXISTS rate_limit_windows (
  key        TEXT COLLATE "C" PRIMARY KEY,
  started    BIGINT NOT NULL,
  quota      BIGINT NOT NULL,
  used       BIGINT NOT NULL,
  granted    BIGINT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 50);

CREATE UNLOGGED TABLE IF NOT EXISTS rate_limit_buckets (
  key        TEXT COLLATE "C" PRIMARY KEY,
  tokens     DOUBLE PRECISION NOT NULL,
  seen_at    DOUBLE PRECISION NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 50);

CREATE OR REPLACE FUNCTION change_rate_limit_buckets(
  keys TEXT[], capacities DOUBLE PRECISION[], refills DOUBLE PRECISION[], counts INTEGER[],
  settles BOOLEAN[], amounts DOUBLE PRECISION[], pinned DOUBLE PRECISION
) RETURNS TABLE (is_allowed BOOLEAN, remaining DOUBLE PRECISION) LANGUAGE plpgsql AS $$
DECLARE
  moment DOUBLE PRECISION := coalesce(pinned, extract(epoch FROM clock_timestamp()) * 1000);
  bucket rate_limit_buckets%ROWTYPE;
  place INTEGER := 0;
BEGIN
  FOR index IN 1 .. cardinality(keys) LOOP
    -- Locks the row, whether it was there or not.
    INSERT INTO rate_limit_buckets AS b VALUES (keys[index], capacities[index], moment, now())
      ON CONFLICT (key) DO UPDATE SET expires_at = b.expires_at
      RETURNING * INTO bucket;
    bucket.tokens := least(
      capacities[index], bucket.tokens + greatest(0, moment - bucket.seen_at) * refills[index]);
    bucket.seen_at := greatest(moment, bucket.seen_at);
    FOR change IN 1 .. counts[index] LOOP
      place := place + 1;
      is_allowed := true;
      IF settles[place] THEN
        bucket.tokens := greatest(-capacities[index], least(capacities[index], bucket.tokens - amounts[place]));
      ELSIF amounts[place] <= bucket.tokens THEN
        bucket.tokens := bucket.tokens - amounts[place];
      ELSE
        is_allowed := false;
      END IF;
      remaining := bucket.tokens;
      RETURN NEXT;
    END LOOP;
    UPDATE rate_limit_buckets AS b
      SET tokens = bucket.tokens,
          seen_at = bucket.seen_at,
          expires_at = now() + least((capacities[index] - bucket.tokens) / refills[index], 1e11) * interval '1 ms'
      WHERE b.key = keys[index];
  END LOOP;
END $$;`;

/** Creates tables and function, if they are missing. Several processes may do so at once. */
export async function createRateLimitTables(pool: pg.Pool): Promise<void> {
  // Statements of one message are one transaction, whose end releases the lock.
  await pool.query(CREATE);
}

/**
 * Grants as many of the takes that are asked for as there is room for: `$1` keys, `$2` limits, `$3` lengths of windows,
 * `$4` takes asked for, `$5` now or null. Rows are locked in the order of the keys, which all processes give sorted, so
 * that no two wait for each other.
 */
export const TAKE = `
WITH clock AS MATERIALIZED (
  SELECT coalesce($5::bigint, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) AS moment
)
INSERT INTO rate_limit_windows AS w (key, started, quota, used, granted, expires_at)
SELECT asked.key, moment - moment % length, quota, least(takes, quota), least(takes, quota),
       now() + length * interval '1 ms'
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) WITH ORDINALITY
       AS asked (key, quota, length, takes, place), clock
ORDER BY place
ON CONFLICT (key) DO UPDATE SET
  started = greatest(w.started, excluded.started),
  quota = excluded.quota,
  granted = CASE WHEN w.started < excluded.started THEN excluded.granted
                 ELSE greatest(0, least(excluded.granted, excluded.quota - w.used)) END,
  used = CASE WHEN w.started < excluded.started THEN excluded.granted
              ELSE w.used + greatest(0, least(excluded.granted, excluded.quota - w.used)) END,
  expires_at = excluded.expires_at
RETURNING key, started::float8, (used - granted)::float8 AS used_before, (SELECT moment FROM clock)::float8 AS moment`;

export interface TakenRow {
  readonly key: string;
  readonly started: number;
  readonly used_before: number;
  readonly moment: number;
}

/** Arguments: those of the function. */
export const CHANGE = 'SELECT * FROM change_rate_limit_buckets($1, $2, $3, $4, $5, $6, $7)';

export interface ChangedRow {
  readonly is_allowed: boolean;
  readonly remaining: number;
}

/** Deletes counters of windows that have ended, and buckets that are full. */
export async function pruneRateLimits(pool: pg.Pool): Promise<void> {
  await pool.query('DELETE FROM rate_limit_windows WHERE expires_at < now()');
  await pool.query('DELETE FROM rate_limit_buckets WHERE expires_at < now()');
}
