import type { Channel } from 'amqplib';
import { quorum } from './broker-objects.js';

/** The waits that there are queues for, in milliseconds: from 25 ms, each twice the one before, up to 27 minutes. */
const RUNGS = Array.from({ length: 17 }, (_, step) => 25 * 2 ** step);

/**
 * Where messages wait for their next attempt. RabbitMQ lets a message expire only at the head of its queue, so there is a
 * queue for each length of wait. Its exchange takes any routing key, and expired messages keep theirs on the way through the
 * default exchange: the name of the queue that they came from.
 */
export async function declareRetryLadder(channel: Channel): Promise<void> {
  for (const rung of RUNGS) {
    const name = rungName(rung);
    await channel.assertExchange(name, 'fanout', { durable: true });
    await channel.assertQueue(name, quorum({ 'x-dead-letter-exchange': '', 'x-message-ttl': rung }));
    await channel.bindQueue(name, name, '');
  }
}

/** The exchange that holds messages back for at least `wait` milliseconds, and at most twice as long; half an hour at most. */
export function retryExchange(wait: number): string {
  return rungName(RUNGS.find((rung) => rung >= wait) ?? (RUNGS.at(-1) as number));
}

/** The queues of all rungs. */
export const RETRY_QUEUES: readonly string[] = RUNGS.map(rungName);

function rungName(rung: number): string {
  return `retry.${String(rung)}ms`;
}
