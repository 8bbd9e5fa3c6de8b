import { setTimeout as delay } from 'node:timers/promises';
import { SUBSCRIPTIONS, type Message } from '@techally/contracts';
import type { EventBus } from '@techally/messaging';
import pg from 'pg';
import type { Random } from '../harness/random.js';

/** Which part of the messages comes again, up to some seconds later, when others have overtaken it. */
const REPEATED = 0.3;

/**
 * Sends messages a second time that were sent before. They are read from the outboxes, which hold them until the bus has them.
 * @returns The function that stops it and tells how many there were.
 */
export async function repeatMessages(
  bus: EventBus,
  urls: readonly string[],
  random: Random,
): Promise<() => Promise<number>> {
  const clients = await Promise.all(
    urls.map(async (connectionString) => {
      const client = new pg.Client({ connectionString });
      await client.connect();
      // A trigger keeps a copy: outboxes are emptied within milliseconds.
      await client.query(`CREATE TABLE sent_messages (sequence bigserial, message jsonb);
        CREATE FUNCTION keep_copy() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO sent_messages (message) VALUES (NEW.message); RETURN NULL; END $$;
        CREATE TRIGGER keep_copy AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep_copy();`);
      return client;
    }),
  );
  const known = new Set<string>(Object.values(SUBSCRIPTIONS).flat());
  const end = new AbortController();
  let repeated = 0;
  const seen = clients.map(() => 0n);

  async function repeatSome(): Promise<void> {
    for (const [index, client] of clients.entries()) {
      const { rows } = await client.query<{ sequence: string; message: Message }>(
        'SELECT sequence, message FROM sent_messages WHERE sequence > $1 ORDER BY sequence LIMIT 200',
        [seen[index]],
      );
      const last = rows.at(-1);
      if (last !== undefined) seen[index] = BigInt(last.sequence);
      const again = rows
        .map(({ message }) => message)
        .filter(({ type }) => known.has(type) && random.chance(REPEATED));
      if (again.length === 0) continue;
      await bus.publish(again);
      repeated += again.length;
    }
  }

  const running = (async () => {
    while (!end.signal.aborted) {
      // A bus that is away takes them the next time, or not at all.
      await repeatSome().catch(() => undefined);
      await delay(500 + random.below(2_000));
    }
  })();
  return async () => {
    end.abort();
    await running;
    await Promise.all(clients.map((client) => client.end()));
    return repeated;
  };
}
