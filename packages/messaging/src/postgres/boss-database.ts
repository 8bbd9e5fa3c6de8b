import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Db } from 'pg-boss';

/** Opens a subscription to a NOTIFY channel, in the shape that pg-boss asks for. */
export type Listen = (
  channel: string,
  onNotification: (payload: string) => void,
  onReconnect: () => void,
) => Promise<{ close(): Promise<void> }>;

/**
 * pg-boss on our own pool, so that it, our reads and our transactions share a few connections.
 *
 * Single statements are prepared: pg-boss plans some of them in 1 ms or more, and runs the same few all the
 * time. Each connection forgets its statements when it closes, so there is nothing to clean up.
 */
export function createBossDatabase(pool: Pool, listen: Listen): Db {
  return { executeSql: (text, values) => execute(pool, text, values), listen };
}

/**
 * Runs pg-boss calls in one transaction: pass the database on as their `db` option. Commits durably, although the
 * pool's other statements don't wait for the disk (see `createPool`).
 */
export async function inTransaction<T>(pool: Pool, run: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // A connection that is lost between two statements has nobody else to tell; the next statement rejects anyway.
  const lost = () => {
    broken = true;
  };
  client.on('error', lost);
  try {
    await client.query('BEGIN; SET LOCAL synchronous_commit TO on');
    const result = await run({ executeSql: (text, values) => execute(client, text, values) });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(lost);
    throw error;
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}

const statementNames = new Map<string, string>();

function execute(
  queryable: Pool | PoolClient,
  text: string,
  values?: unknown[],
  // The row type of pg-boss's own interface.
): ReturnType<Db['executeSql']> {
  // Its maintenance sends several statements in one text, without parameters; those cannot be prepared.
  if (values === undefined || (values.length === 0 && text.includes(';'))) return queryable.query(text);
  let name = statementNames.get(text);
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('base64url');
    statementNames.set(text, name);
  }
  return queryable.query({ name, text, values });
}
