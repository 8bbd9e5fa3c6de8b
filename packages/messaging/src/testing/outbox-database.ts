import { createTestDatabase } from '@techally/database/testing';
import { Client, Pool, type PoolClient } from 'pg';
import type { InboxClient, InboxTransaction } from '../inbox/receive-once.js';
import type { OutboxTransaction } from '../outbox/append-to-outbox.js';

// The tables as Prisma creates them from the models that every domain has.
const TABLES = `
  CREATE TABLE outbox (
    sequence BIGSERIAL PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    type TEXT NOT NULL,
    aggregate_id TEXT NOT NULL,
    message JSONB NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
  );
  CREATE TABLE inbox (
    message_id UUID NOT NULL,
    consumer TEXT NOT NULL,
    received_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (consumer, message_id)
  );
  CREATE TABLE effect (note TEXT NOT NULL);`;

/** A transaction with the two operations of a generated client that this package uses, and one business table. */
export interface TestTransaction extends OutboxTransaction, InboxTransaction {
  addEffect(note: string): Promise<void>;
}

/** A domain's database: outbox, inbox and a business table. */
export interface OutboxDatabase extends InboxClient<TestTransaction> {
  readonly url: string;
  outboxSize(): Promise<number>;
  effects(): Promise<string[]>;
  /** Cuts the connections that relays have now. */
  cutRelays(): Promise<void>;
  close(): Promise<void>;
}

function createTransaction(client: PoolClient): TestTransaction {
  return {
    $executeRaw: async (query, ...values) => {
      const text = query.reduce((sql, part, index) => `${sql}$${String(index)}${part}`);
      return (await client.query(text, values)).rowCount ?? 0;
    },
    inboxMessage: {
      createMany: async ({ data }) => {
        const { rowCount } = await client.query(
          `INSERT INTO inbox (consumer, message_id)
           SELECT consumer, "messageId" FROM jsonb_to_recordset($1) AS row (consumer text, "messageId" uuid)
           ON CONFLICT DO NOTHING`,
          [JSON.stringify(data)],
        );
        return { count: rowCount ?? 0 };
      },
      deleteMany: async ({ where: { consumer, messageId, receivedAt }, limit }) => {
        const { rowCount } = await client.query(
          `DELETE FROM inbox WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM inbox WHERE consumer = $1 AND message_id < $2 AND received_at < $3 LIMIT $4))`,
          [consumer, messageId.lt, receivedAt.lt, limit],
        );
        return { count: rowCount ?? 0 };
      },
    },
    addEffect: async (note) => {
      await client.query('INSERT INTO effect VALUES ($1)', [note]);
    },
  };
}

/** Creates a database of its own for a test. */
export async function createOutboxDatabase(): Promise<OutboxDatabase> {
  const database = await createTestDatabase('platform');
  const pool = new Pool({ connectionString: database.url, max: 5 });
  await pool.query(TABLES);
  return {
    url: database.url,
    $transaction: async (run) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await run(createTransaction(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
    outboxSize: async () =>
      Number((await pool.query<{ n: string }>('SELECT count(*) AS n FROM outbox')).rows[0]?.n),
    effects: async () =>
      (await pool.query<{ note: string }>('SELECT note FROM effect')).rows.map(({ note }) => note),
    cutRelays: async () => {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'techally-outbox' AND datname = current_database()`,
      );
      await client.end();
    },
    close: async () => {
      await pool.end();
      await database.close();
    },
  };
}
