import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseDomain } from '@techally/database';
import type { EventBus } from '@techally/messaging';
import pg from 'pg';

export interface QuietOptions {
  /** Milliseconds to wait for it. */
  readonly timeout: number;
  /** Milliseconds between two looks. Default 300. */
  readonly interval?: number;
}

/** Tells when nothing moves in a shop any more. */
export interface QuietWatch extends AsyncDisposable {
  /** Resolves with whether there is no message, no saga and no payment whose outcome is open, three looks in a row. */
  until(options: QuietOptions): Promise<boolean>;
}

/** What moves in each domain: a row for whatever is not at rest. */
const RESTLESS: Partial<Record<DatabaseDomain, string>> = {
  auth: 'SELECT 1 FROM outbox',
  product: 'SELECT 1 FROM outbox',
  order: `SELECT 1 FROM outbox UNION ALL SELECT 1 FROM sagas WHERE state IN ('RUNNING', 'COMPENSATING')`,
  payment: `SELECT 1 FROM outbox UNION ALL SELECT 1 FROM payments WHERE next_check_at IS NOT NULL
            UNION ALL SELECT 1 FROM refunds WHERE next_check_at IS NOT NULL`,
  inventory: 'SELECT 1 FROM outbox',
  notification: 'SELECT 1 FROM outbox',
};

/** Holds a connection to each domain's database until it is disposed of. */
export async function openQuietWatch(
  bus: Pick<EventBus, 'depth'>,
  urlFor: (domain: DatabaseDomain) => string,
): Promise<QuietWatch> {
  const questions = await Promise.all(
    Object.entries(RESTLESS).map(async ([domain, sql]) => {
      const client = new pg.Client({ connectionString: urlFor(domain as DatabaseDomain) });
      await client.connect();
      return { client, sql: `${sql} LIMIT 1` };
    }),
  );

  async function isQuiet(): Promise<boolean> {
    for (const { client, sql } of questions) if ((await client.query(sql)).rowCount !== 0) return false;
    const depth = await bus.depth();
    return Object.values(depth).every((count) => count === 0);
  }

  return {
    async until({ timeout, interval = 300 }) {
      const end = Date.now() + timeout;
      let quiet = 0;
      while (Date.now() < end) {
        // A broker that is away is not quiet.
        quiet = (await isQuiet().catch(() => false)) ? quiet + 1 : 0;
        if (quiet === 3) return true;
        await delay(interval);
      }
      return false;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(questions.map(({ client }) => client.end()));
    },
  };
}
