import { setTimeout as delay } from 'node:timers/promises';
import { SUBSCRIPTIONS } from '@techally/contracts';
import { connect } from 'amqplib';
import pg from 'pg';
import type { Random } from '../harness/random.js';

/** Milliseconds between two attempts to get at messages before their consumers do. */
const PAUSE = { rabbitmq: 300, postgres: 20 } as const;
/** Milliseconds for which a consumer is in the way on RabbitMQ, and what it takes of a queue at the most. */
const IN_THE_WAY = 150;
const MOST_AT_ONCE = 2;

/** Where messages are taken from. */
export type DropSource =
  | { readonly bus: 'rabbitmq'; readonly amqpUrl: string }
  | { readonly bus: 'postgres'; readonly databaseUrl: string };

/**
 * Takes messages from queues as a consumer does that ends without having handled them: nobody else gets them until the bus
 * finds that it has gone.
 * @returns The function that stops it and tells how many there were.
 */
export function dropMessages(source: DropSource, random: Random): () => Promise<number> {
  const end = new AbortController();
  let dropped = 0;
  const running = (async () => {
    while (!end.signal.aborted) {
      await delay(random.below(2 * PAUSE[source.bus]));
      try {
        dropped +=
          source.bus === 'rabbitmq'
            ? await dropFromBroker(source.amqpUrl)
            : await dropFromTable(source.databaseUrl);
      } catch {
        // The broker was killed: there is nothing to take.
      }
    }
  })();
  return async () => {
    end.abort();
    await running;
    return dropped;
  };
}

/** Work queues in which an order's messages are. */
const QUEUES = (['order', 'payment', 'inventory', 'notification'] as const).flatMap((service) =>
  SUBSCRIPTIONS[service].map((type) => `${service}.${type}`),
);

async function dropFromBroker(amqpUrl: string): Promise<number> {
  const connection = await connect(amqpUrl);
  connection.on('error', () => undefined);
  let taken = 0;
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    await channel.prefetch(MOST_AT_ONCE);
    for (const queue of QUEUES) {
      await channel.consume(queue, () => {
        taken += 1;
      });
    }
    await delay(IN_THE_WAY);
  } finally {
    await connection.close().catch(() => undefined);
  }
  return taken;
}

async function dropFromTable(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // What a consumer does when it takes jobs; it never says again that it lives.
    const { rowCount } = await client.query(
      `UPDATE pgboss.job_common SET state = 'active', started_on = now(), heartbeat_on = now(),
         retry_count = CASE WHEN started_on IS NULL THEN retry_count ELSE retry_count + 1 END
       WHERE id IN (SELECT id FROM pgboss.job_common
                    WHERE state < 'active' AND name = ANY ($1) AND start_after <= now() LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [QUEUES, MOST_AT_ONCE],
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}
