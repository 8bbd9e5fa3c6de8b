import type { ConsumeMessage } from 'amqplib';
import { BroadcastListeners } from '../broadcast-listeners.js';
import type { EventBus, JsonValue } from '../event-bus.js';
import { MessagingError } from '../messaging-error.js';
import { BROADCASTS_EXCHANGE } from './broker-objects.js';
import type { BrokerSession } from './broker-session.js';

/** Far more than anything that is broadcast, and little enough for every process to have some in memory. */
const MAX_PAYLOAD_BYTES = 1_000_000;

/** What one process has in hand of each queue, and by how many consumers. */
export interface Holdings {
  readonly consumers: Readonly<Record<string, number>>;
  readonly inHand: Readonly<Record<string, number>>;
}

type Mail =
  | { readonly kind: 'broadcast'; readonly topic: string; readonly payload: JsonValue }
  | { readonly kind: 'question'; readonly id: string; readonly replyTo: string }
  | { readonly kind: 'answer'; readonly id: string; readonly holdings: Holdings };

/**
 * The queue that a process has for itself on a connection: it brings broadcasts, and the question what the process has in
 * hand, which the broker tells nobody. What it holds is lost with the connection.
 */
export class ProcessMailbox implements Pick<EventBus, 'onBroadcast'> {
  readonly #listeners: BroadcastListeners;
  readonly #questions = new Map<string, (holdings: Holdings) => void>();
  #address = '';

  constructor(
    private readonly holdings: () => Holdings,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#listeners = new BroadcastListeners(onError);
  }

  async attach(session: BrokerSession): Promise<void> {
    const channel = await session.openChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true });
    await channel.bindQueue(queue, BROADCASTS_EXCHANGE, '');
    const answer = (replyTo: string, mail: Mail) =>
      channel.sendToQueue(replyTo, Buffer.from(JSON.stringify(mail)));
    await channel.consume(
      queue,
      (delivery) => {
        if (delivery === null) session.end();
        else this.#receive(delivery, answer);
      },
      { noAck: true },
    );
    this.#address = queue;
  }

  onBroadcast(topic: string, listener: (payload: JsonValue) => void): () => void {
    return this.#listeners.add(topic, listener);
  }

  /** @throws {MessagingError} `BROADCAST_TOO_LARGE`, `BUS_UNAVAILABLE` */
  async broadcast(session: BrokerSession, topic: string, payload: JsonValue): Promise<void> {
    const body = Buffer.from(JSON.stringify({ kind: 'broadcast', topic, payload } satisfies Mail));
    if (body.length > MAX_PAYLOAD_BYTES) {
      throw new MessagingError(
        'BROADCAST_TOO_LARGE',
        `A broadcast to ${topic} exceeds ${String(MAX_PAYLOAD_BYTES)} bytes.`,
      );
    }
    await this.#post(session, body);
  }

  /** Asks every process what it has in hand; `onAnswer` is told of each answer until the returned function is called. */
  async ask(session: BrokerSession, onAnswer: (holdings: Holdings) => void): Promise<() => void> {
    const id = crypto.randomUUID();
    this.#questions.set(id, onAnswer);
    const mail: Mail = { kind: 'question', id, replyTo: this.#address };
    await this.#post(session, Buffer.from(JSON.stringify(mail)));
    return () => {
      this.#questions.delete(id);
    };
  }

  #post(session: BrokerSession, body: Buffer): Promise<void> {
    const options = { messageId: crypto.randomUUID(), persistent: false };
    return session.publisher.publish([{ exchange: BROADCASTS_EXCHANGE, routingKey: '', body, options }]);
  }

  #receive({ content }: ConsumeMessage, answer: (replyTo: string, mail: Mail) => void): void {
    try {
      const mail = JSON.parse(content.toString()) as Mail;
      switch (mail.kind) {
        case 'broadcast':
          this.#listeners.tell(mail.topic, mail.payload);
          break;
        case 'question':
          answer(mail.replyTo, { kind: 'answer', id: mail.id, holdings: this.holdings() });
          break;
        case 'answer':
          this.#questions.get(mail.id)?.(mail.holdings);
          break;
      }
    } catch (error) {
      this.onError(error);
    }
  }
}
