import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, ConsumeMessage } from 'amqplib';
import type { SubscribeOptions } from '../event-bus.js';
import type { Backoff } from '../exponential-backoff.js';
import { isRetryable } from '../message-rejected-error.js';
import { DEAD_LETTERS } from './broker-objects.js';
import type { BrokerSession } from './broker-session.js';
import { deadLetterProperties, failuresOf, messageProperties, readMessage } from './message-properties.js';
import { retryExchange } from './retry-ladder.js';

/** What a consumer works with. */
export interface QueueConsumerContext {
  readonly backoff: Backoff;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds before a message whose retry or burial the broker did not take is given back to it. */
const REFUSED_WAIT = 500;

/**
 * Takes messages from one queue and hands them to a handler, up to `concurrency` at once: the broker sends no more than
 * are not acknowledged. What is in hand when the connection ends is given to another consumer by the broker.
 */
export class QueueConsumer {
  readonly #running = new Set<Promise<void>>();
  #session: BrokerSession | undefined;
  #channel: Channel | undefined;
  #consumerTag = '';
  #closed = false;

  constructor(
    private readonly context: QueueConsumerContext,
    readonly queue: string,
    private readonly options: Pick<SubscribeOptions, 'handle'> & { concurrency: number; attempts: number },
  ) {}

  /** Messages in the handler's hands, or about to be acknowledged. */
  get inHand(): number {
    return this.#running.size;
  }

  /** Consumes on a connection, in place of the one before. */
  async attach(session: BrokerSession): Promise<void> {
    if (this.#closed || this.#session === session) return;
    this.#session = session;
    const channel = await session.openChannel();
    await channel.prefetch(this.options.concurrency);
    const { consumerTag } = await channel.consume(this.queue, (delivery) => {
      // The broker has cancelled the consumer: its queue was deleted, or has moved to another node. Begin anew.
      if (delivery === null) session.end();
      else this.#take(delivery, channel, session);
    });
    this.#channel = channel;
    this.#consumerTag = consumerTag;
    // Closed meanwhile.
    if (this.#closed as boolean) await channel.close();
  }

  /** Takes no more messages, and waits until those in hand are settled or `signal` fires; the broker keeps what is left. */
  async close(signal?: AbortSignal): Promise<void> {
    this.#closed = true;
    const channel = this.#channel;
    if (channel === undefined) return;
    await channel.cancel(this.#consumerTag).catch(() => undefined);
    const abandoned = new Promise<void>((resolve) => {
      if (signal?.aborted === true) resolve();
      signal?.addEventListener('abort', () => {
        resolve();
      });
    });
    while (this.#running.size > 0 && signal?.aborted !== true) {
      await Promise.race([Promise.all(this.#running), abandoned]);
    }
    await channel.close().catch(() => undefined);
  }

  #take(delivery: ConsumeMessage, channel: Channel, session: BrokerSession): void {
    if (this.#closed) {
      channel.nack(delivery, false, true);
      return;
    }
    const running = this.#handle(delivery, session)
      .then(() => {
        channel.ack(delivery);
      })
      .catch((error: unknown) => this.#giveBack(delivery, channel, error))
      .finally(() => {
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  /** Resolves when the message need not come again: it is handled, or what becomes of it is with the broker. */
  async #handle(delivery: ConsumeMessage, session: BrokerSession): Promise<void> {
    const message = readMessage(delivery);
    try {
      await this.options.handle(message);
    } catch (error) {
      const failures = failuresOf(delivery) + 1;
      const body = delivery.content;
      if (isRetryable(error) && failures < this.options.attempts) {
        const exchange = retryExchange(this.context.backoff(failures));
        const options = messageProperties(message, failures);
        await session.publisher.publish([{ exchange, routingKey: this.queue, body, options }]);
      } else {
        const options = deadLetterProperties(delivery, this.queue, error);
        await session.publisher.publish([{ exchange: DEAD_LETTERS, routingKey: this.queue, body, options }]);
      }
    }
  }

  /** The broker has taken no word of what became of it, so it comes again. */
  async #giveBack(delivery: ConsumeMessage, channel: Channel, error: unknown): Promise<void> {
    if (this.#closed) return;
    this.context.onError(error);
    await delay(REFUSED_WAIT);
    try {
      channel.nack(delivery, false, true);
    } catch {
      // The channel has ended with its connection, and the broker has given the message out already.
    }
  }
}
