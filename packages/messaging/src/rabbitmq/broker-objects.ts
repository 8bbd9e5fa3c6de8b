import type { Channel, Options } from 'amqplib';
import type { TopologyQueues } from '../topology.js';

/** What stands on the broker, by name. All services share it; a virtual host keeps two installations apart. */
export const EVENTS_EXCHANGE = 'domain_events';
export const DEAD_LETTERS = 'dead_letters';
/** Whose consumer has the turn to look at the dead letters; it is always empty. */
export const DEAD_LETTERS_TURN = 'dead_letters.turn';
export const BROADCASTS_EXCHANGE = 'broadcasts';

/**
 * How often a message may be handed out again because a process that had it is gone; after that the broker makes it a
 * dead letter. Attempts that fail are counted by the consumers, and are not among these.
 */
const DELIVERY_LIMIT = 20;

/**
 * Quorum queues: what was confirmed survives the loss of a node, and of a single one by a crash. What leaves them without
 * a consumer (dead letters, retries that are due) is kept until the next queue has confirmed it.
 */
const QUORUM = {
  'x-queue-type': 'quorum',
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
};

/** Declares what the topology needs, where it is not there yet: bindings before any message can be published. */
export async function declareTopology(channel: Channel, { ofType }: TopologyQueues): Promise<void> {
  await channel.assertExchange(EVENTS_EXCHANGE, 'topic', { durable: true });
  await channel.assertExchange(BROADCASTS_EXCHANGE, 'fanout', { durable: false });
  await channel.assertExchange(DEAD_LETTERS, 'fanout', { durable: true });
  // A classic queue: who looks at dead letters puts them back, which a quorum queue counts, and gives up at some point.
  await channel.assertQueue(DEAD_LETTERS, { durable: true });
  await channel.bindQueue(DEAD_LETTERS, DEAD_LETTERS, '');
  await channel.assertQueue(DEAD_LETTERS_TURN, { durable: true });
  for (const [type, queues] of ofType) {
    for (const queue of queues) {
      await channel.assertQueue(
        queue,
        quorum({ 'x-dead-letter-exchange': DEAD_LETTERS, 'x-delivery-limit': DELIVERY_LIMIT }),
      );
      await channel.bindQueue(queue, EVENTS_EXCHANGE, type);
    }
  }
}

/** Options of a quorum queue with further arguments. */
export function quorum(more: Readonly<Record<string, unknown>>): Options.AssertQueue {
  return { durable: true, arguments: { ...QUORUM, ...more } };
}
