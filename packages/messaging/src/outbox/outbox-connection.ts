import type { Message } from '@techally/contracts';
import { Client, type QueryResult } from 'pg';

// The lock is scoped to the database, so each domain has its own.
const RELAY_LOCK = 0x6f757462; // "outb"

/** Where relays of one database wake each other; channels are scoped to the database, too. */
const CHANNEL = 'techally_outbox';

/** Whether this turn has the lock, where the statements of the turn see it. */
const MINE = 'techally.outbox_turn';

/**
 * Takes a turn and its messages in one round trip, as a text of several statements.
 *
 * The lock lets one relay at a time drain the outbox. Two at once would overtake each other: the second would skip the rows
 * that the first has locked and send a later message of the same aggregate before them. It is held by the transaction, so
 * it is free again at the moment that the relay's process dies. The rows are read by a statement of their own, whose snapshot
 * PostgreSQL takes when it comes to it, so that it sees all that was committed before the lock was taken. A relay without
 * the lock must not touch them, not even for a moment: the one whose turn it is would skip them.
 *
 * They are deleted before they are published, which saves reading them first: nobody else sees the deletion before the commit.
 *
 * SKIP LOCKED: rows that anything else holds (an operator's session, say) must not stop the domain.
 */
function takeTurn(batchSize: number): string {
  return `BEGIN;
    SELECT set_config('${MINE}', pg_try_advisory_xact_lock(${String(RELAY_LOCK)})::text, true) AS mine;
    DELETE FROM outbox WHERE sequence = ANY (ARRAY(
      SELECT sequence FROM outbox WHERE current_setting('${MINE}') = 'true'
      ORDER BY sequence LIMIT ${String(Math.trunc(batchSize))} FOR UPDATE SKIP LOCKED))
    RETURNING sequence, message`;
}

/** A row of the outbox. */
interface TakenRow {
  /** A `bigint` as text. */
  readonly sequence: string;
  readonly message: Message;
}

/** What a relay does with its database. */
export interface OutboxConnectionOptions {
  readonly databaseUrl: string;
  /** Called when a relay asks all others to look, this one included; never in the middle of a batch. */
  readonly onNotification: () => void;
}

/** The one connection of a relay. It opens with the first statement, and anew with the first one after it was lost. */
export class OutboxConnection {
  #client: Client | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: OutboxConnectionOptions) {}

  isEmpty(): Promise<boolean> {
    return this.#alone(async () => {
      const client = await this.#connect();
      const { rows } = await client.query({ name: 'peek-outbox', text: 'SELECT FROM outbox LIMIT 1' });
      return rows.length === 0;
    });
  }

  /**
   * Takes the oldest messages, hands them to `publish`, and has them deleted when it has resolved.
   *
   * @returns how many there were; null when it is another relay's turn.
   */
  relayBatch(
    batchSize: number,
    publish: (messages: readonly Message[]) => Promise<void>,
  ): Promise<number | null> {
    return this.#alone(async () => {
      const client = await this.#connect();
      try {
        const [, turn, taken] = (await client.query(takeTurn(batchSize))) as unknown as [
          QueryResult,
          QueryResult<{ mine: string }>,
          QueryResult<TakenRow>,
        ];
        if (turn.rows[0]?.mine !== 'true') {
          await client.query('ROLLBACK');
          return null;
        }
        const messages = inOrder(taken.rows);
        if (messages.length > 0) await publish(messages);
        await client.query('COMMIT');
        return messages.length;
      } catch (error) {
        // Whatever state it is in: without the connection the transaction is over, and the lock is free.
        this.#forget(client);
        await client.end().catch(() => undefined);
        throw error;
      }
    });
  }

  /** Asks all relays that listen to look into the outbox. */
  notify(): Promise<void> {
    return this.#alone(async () => {
      const client = await this.#connect();
      await client.query(`NOTIFY ${CHANNEL}`);
    });
  }

  /** Disconnects, when what is under way is done. `handOver`: asks the others to look, if it is connected. */
  close({ handOver }: { readonly handOver: boolean }): Promise<void> {
    return this.#alone(async () => {
      const client = this.#client;
      this.#client = undefined;
      if (handOver) await client?.query(`NOTIFY ${CHANNEL}`).catch(() => undefined);
      await client?.end();
    });
  }

  /** One thing at a time: no other statement may get into a transaction. */
  #alone<Result>(run: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(run);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #connect(): Promise<Client> {
    if (this.#client !== undefined) return this.#client;
    // Neither the DELETE nor a NOTIFY need wait for the disk: if a crash of the database forgets a DELETE, the messages are
    // sent again; and the lock that NOTIFY takes in the whole cluster is held for no flush.
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: 'techally-outbox',
      options: '-c synchronous_commit=off',
    });
    // The statement under way rejects with the same error, and the next one connects again.
    client.on('error', () => {
      this.#forget(client);
    });
    client.on('end', () => {
      this.#forget(client);
    });
    client.on('notification', this.options.onNotification);
    await client.connect();
    // Before it ever looks, so that who finds the lock taken by this relay can rely on being heard.
    await client.query(`LISTEN ${CHANNEL}`);
    return (this.#client = client);
  }

  #forget(lost: Client): void {
    if (this.#client === lost) this.#client = undefined;
  }
}

/** A DELETE returns its rows in any order. */
function inOrder(rows: readonly TakenRow[]): readonly Message[] {
  return rows
    .map(({ sequence, message }) => ({ sequence: BigInt(sequence), message }))
    .sort((a, b) => (a.sequence < b.sequence ? -1 : 1))
    .map(({ message }) => message);
}
