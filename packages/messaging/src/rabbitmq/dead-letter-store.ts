import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, GetMessage } from 'amqplib';
import type { DeadLetter } from '../event-bus.js';
import { MessagingError } from '../messaging-error.js';
import { DEAD_LETTERS, DEAD_LETTERS_TURN } from './broker-objects.js';
import type { BrokerSession } from './broker-session.js';
import { deathOf, messageProperties, readMessage } from './message-properties.js';

/** Milliseconds to wait for others that look at the dead letters, and between two attempts. */
const TURN_TIMEOUT = 10_000;
const TURN_WAIT = 20;
/** The broker's code for a queue that somebody else consumes alone. */
const ACCESS_REFUSED = 403;

/** The oldest dead letters first. */
export function listDeadLetters(session: BrokerSession, limit: number): Promise<readonly DeadLetter[]> {
  return readAlone(session, limit, (deliveries) => Promise.resolve(deliveries.map(toDeadLetter)));
}

export function findDeadLetter(session: BrokerSession, id: string): Promise<DeadLetter | null> {
  return readAlone(session, Infinity, (deliveries) => {
    const delivery = deliveries.find(hasId(id));
    return Promise.resolve(delivery === undefined ? null : toDeadLetter(delivery));
  });
}

/** @throws {MessagingError} `DEAD_LETTER_NOT_FOUND` */
export function redriveDeadLetter(session: BrokerSession, id: string): Promise<void> {
  return removeDeadLetter(session, id, async (delivery) => {
    const options = messageProperties(readMessage(delivery));
    const { queue } = deathOf(delivery);
    // Straight to its queue: the other services that get such messages have done their work.
    await session.publisher.publish([
      { exchange: '', routingKey: queue, body: delivery.content, options: { ...options, mandatory: true } },
    ]);
  });
}

/** @throws {MessagingError} `DEAD_LETTER_NOT_FOUND` */
export function discardDeadLetter(session: BrokerSession, id: string): Promise<void> {
  return removeDeadLetter(session, id, () => Promise.resolve());
}

function removeDeadLetter(
  session: BrokerSession,
  id: string,
  before: (delivery: GetMessage) => Promise<void>,
): Promise<void> {
  return readAlone(session, Infinity, async (deliveries, channel) => {
    const delivery = deliveries.find(hasId(id));
    if (delivery === undefined) {
      throw new MessagingError('DEAD_LETTER_NOT_FOUND', `There is no dead letter ${id}.`);
    }
    await before(delivery);
    channel.ack(delivery);
    deliveries.splice(deliveries.indexOf(delivery), 1);
  });
}

function hasId(id: string) {
  return ({ properties }: GetMessage) => properties.messageId === id;
}

function toDeadLetter(delivery: GetMessage): DeadLetter {
  const { queue, error, failedAt } = deathOf(delivery);
  return {
    id: String(delivery.properties.messageId),
    queue,
    message: readMessage(delivery),
    error,
    failedAt,
  };
}

/**
 * Takes dead letters, as the only one who does, and puts back what is left of them, where it was.
 *
 * @param limit How many.
 * @param read May remove from `deliveries` what it has acknowledged.
 */
async function readAlone<Result>(
  session: BrokerSession,
  limit: number,
  read: (deliveries: GetMessage[], channel: Channel) => Promise<Result>,
): Promise<Result> {
  const end = Date.now() + TURN_TIMEOUT;
  for (;;) {
    try {
      return await session.onOwnChannel(async (channel) => {
        // An exclusive consumer of a queue that nothing is ever sent to: there can be one at a time.
        await channel.consume(DEAD_LETTERS_TURN, () => undefined, { exclusive: true });
        return takeAll(channel, limit, read);
      });
    } catch (error) {
      if (!isAccessRefused(error) || Date.now() > end) throw error;
      await delay(TURN_WAIT);
    }
  }
}

async function takeAll<Result>(
  channel: Channel,
  limit: number,
  read: (deliveries: GetMessage[], channel: Channel) => Promise<Result>,
): Promise<Result> {
  const deliveries: GetMessage[] = [];
  try {
    while (deliveries.length < limit) {
      const delivery = await channel.get(DEAD_LETTERS);
      if (delivery === false) break;
      deliveries.push(delivery);
    }
    return await read(deliveries, channel);
  } finally {
    for (const delivery of deliveries) channel.nack(delivery, false, true);
    // Answered by the queue when it has them back, so whose turn is next finds them.
    await channel.checkQueue(DEAD_LETTERS);
  }
}

function isAccessRefused(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === ACCESS_REFUSED;
}
