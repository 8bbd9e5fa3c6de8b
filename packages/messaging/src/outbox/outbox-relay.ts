import type { Message } from '@techally/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { EventBus } from '../event-bus.js';
import { warn } from '../warn.js';

/** Options of {@link createOutboxRelay}. */
export interface OutboxRelayOptions {
  /** The domain's database, with the table `outbox`. The relay opens one connection of its own. */
  readonly databaseUrl: string;
  readonly bus: Pick<EventBus, 'publish'>;
  /** Milliseconds between two looks into the outbox that nobody asked for. Default 250. */
  readonly pollInterval?: number;
  /** Messages published at once. Default 100. */
  readonly batchSize?: number;
  /** Hears of a database or a bus that is away; the relay goes on trying at each poll. Default: a process warning. */
  readonly onError?: (error: unknown) => void;
}

/** Carries the messages of one domain's outbox to the bus. */
export interface OutboxRelay {
  /** Starts to poll; what is in the outbox from before leaves first. */
  start(): void;
  /** Looks into the outbox now. Call it after the commit; calls while it is at work are one. */
  wake(): void;
  /** Resolves when everything that was in the outbox is published, rejects when the database or the bus fails. */
  flush(): Promise<void>;
  /** Finishes the batch in hand and disconnects. */
  stop(): Promise<void>;
}

// The lock is scoped to the database, so each domain has its own.
const RELAY_LOCK = 0x6f757462; // "outb"

/**
 * The lock lets one relay at a time drain the outbox; those of the other replicas find it taken and come back at
 * their next poll. Two at once would overtake each other: the second would skip the rows that the first has locked
 * and send a later message of the same aggregate before them. It is held by the transaction, so it is free again
 * at the moment that the relay's process dies.
 *
 * SKIP LOCKED: rows that anything else holds (an operator's session, say) must not stop the domain.
 */
const TAKE_BATCH = {
  name: 'take-outbox-batch',
  text: `WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock($1) AS mine)
         SELECT sequence, message FROM outbox
         WHERE (SELECT mine FROM turn)
         ORDER BY sequence LIMIT $2 FOR UPDATE SKIP LOCKED`,
};

/**
 * Publishes what `appendToOutbox` wrote, in order, at least once: the rows are deleted in a transaction that commits
 * only after the bus has taken them, so a crash in between publishes them again.
 */
export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { databaseUrl, bus, pollInterval = 250, batchSize = 100 } = options;
  const onError = options.onError ?? warn;
  let client: Client | undefined;
  let connecting: Promise<Client> | undefined;
  let draining: Promise<void> | undefined;
  let peeking: Promise<boolean> | undefined;
  let wakes = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const open = async (): Promise<Client> => {
    // The DELETE need not wait for the disk: if a crash of the database forgets it, the messages are sent again.
    const next = new Client({
      connectionString: databaseUrl,
      application_name: 'techally-outbox',
      options: '-c synchronous_commit=off',
    });
    // The statement under way rejects with the same error, and the next one connects again.
    next.on('error', () => {
      forget(next);
    });
    next.on('end', () => {
      forget(next);
    });
    await next.connect();
    client = next;
    return next;
  };

  const connect = async (): Promise<Client> => {
    if (client !== undefined) return client;
    connecting ??= open().finally(() => (connecting = undefined));
    return connecting;
  };

  const forget = (lost: Client): void => {
    if (client === lost) client = undefined;
  };

  /** Publishes one batch; resolves with how many messages it had. */
  const relayBatch = async (connection: Client): Promise<number> => {
    await connection.query('BEGIN');
    const { rows } = await connection.query<{ sequence: string; message: Message }>({
      ...TAKE_BATCH,
      values: [RELAY_LOCK, batchSize],
    });
    if (rows.length > 0) {
      await bus.publish(rows.map((row) => row.message));
      await connection.query({
        name: 'delete-outbox-batch',
        text: 'DELETE FROM outbox WHERE sequence = ANY($1::bigint[])',
        values: [rows.map((row) => row.sequence)],
      });
    }
    await connection.query('COMMIT');
    return rows.length;
  };

  const drain = async (): Promise<void> => {
    let seen: number;
    try {
      // One statement at a time on the one connection.
      await peeking?.catch(() => undefined);
      do {
        seen = wakes;
        const connection = await connect();
        try {
          while ((await relayBatch(connection)) === batchSize && !stopped);
        } catch (error) {
          // Whatever state it is in: without the connection the transaction is over, and the lock is free.
          forget(connection);
          await connection.end().catch(() => undefined);
          throw error;
        }
      } while (seen !== wakes && !stopped);
    } finally {
      // In the same turn as the check of `wakes`, so that no wake falls between the two.
      draining = undefined;
    }
  };

  const run = (): Promise<void> => (draining ??= drain());

  const wake = (): void => {
    wakes += 1;
    if (draining === undefined && !stopped) run().catch(onError);
  };

  const isEmpty = async (): Promise<boolean> => {
    const connection = await connect();
    const { rows } = await connection.query({ name: 'peek-outbox', text: 'SELECT FROM outbox LIMIT 1' });
    return rows.length === 0;
  };

  const peek = (): Promise<boolean> => (peeking ??= isEmpty().finally(() => (peeking = undefined)));

  const poll = async (): Promise<void> => {
    if (draining !== undefined || peeking !== undefined) return;
    // One small statement when there is nothing to do, which is nearly always.
    if (!(await peek()) && !stopped) await run();
  };

  return {
    start: () => {
      timer ??= setInterval(() => {
        poll().catch(onError);
      }, pollInterval);
      wake();
    },
    wake,
    flush: async () => {
      for (;;) {
        wakes += 1;
        await run();
        if (stopped || (await peek())) return;
        // Another relay has its turn.
        await delay(10);
      }
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await peeking?.catch(() => undefined);
      await draining?.catch(() => undefined);
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}
