import { createServer, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { AmqpFrame } from './amqp-reader.js';
import { AmqpReader, BASIC, method } from './amqp-reader.js';
import { TappedConnection } from './tapped-connection.js';
import type { TapTarget, WriteTap } from './write-tap.js';
import { listenTap } from './write-tap.js';

/** Milliseconds until a broker on this machine has surely taken an acknowledgement, which it never answers. */
const ACK_TIME = 30;

/**
 * Stands between a service and RabbitMQ, and tells of each message that is published (done when the broker has
 * confirmed it) and of each delivery that is acknowledged.
 */
export async function startAmqpTap(target: TapTarget): Promise<WriteTap> {
  const server = createServer((client) => {
    new AmqpConnection(client, connect({ host: target.host, port: target.port }), target).run();
  });
  return listenTap(server);
}

class AmqpConnection extends TappedConnection {
  /** What was delivered: `channel tag` → the queue's routing key. */
  readonly #deliveries = new Map<string, string>();
  /** What is published and not confirmed, by channel, in the order of its numbers. */
  readonly #unconfirmed = new Map<number, { readonly tag: bigint; readonly write: string }[]>();
  readonly #published = new Map<number, bigint>();

  protected async forwardRequests(): Promise<void> {
    const { service, watch } = this.target;
    const reader = new AmqpReader({ startsWithHeader: true });
    for await (const chunk of this.client as AsyncIterable<Buffer>) {
      for (const frame of reader.read(chunk)) {
        const acknowledged = this.#acknowledgedBy(frame);
        const published = publishedBy(frame);
        const write = published ?? acknowledged;
        if (write !== undefined && !(await watch.before(service, write))) {
          this.end();
          return;
        }
        if (published !== undefined) this.#expectConfirm(frame.channel, published);
        this.server.write(frame.bytes);
        if (acknowledged === undefined) continue;
        await delay(ACK_TIME);
        if (!watch.after({ service, write: acknowledged, lasts: true })) {
          this.end();
          return;
        }
      }
    }
    this.server.end();
  }

  protected async forwardAnswers(): Promise<void> {
    const { service, watch } = this.target;
    const reader = new AmqpReader({ startsWithHeader: false });
    for await (const chunk of this.server as AsyncIterable<Buffer>) {
      for (const frame of reader.read(chunk)) {
        this.#rememberDelivery(frame);
        for (const write of this.#confirmedBy(frame)) {
          if (watch.after({ service, write, lasts: true })) continue;
          this.end();
          return;
        }
        this.client.write(frame.bytes);
      }
    }
    this.client.end();
  }

  #expectConfirm(channel: number, write: string): void {
    const tag = (this.#published.get(channel) ?? 0n) + 1n;
    this.#published.set(channel, tag);
    const waiting = this.#unconfirmed.get(channel) ?? [];
    waiting.push({ tag, write });
    this.#unconfirmed.set(channel, waiting);
  }

  #confirmedBy(frame: AmqpFrame): readonly string[] {
    const called = method(frame);
    if (called?.id !== BASIC.ack) return [];
    const tag = called.content.readBigUInt64BE(0);
    const isMultiple = called.content[8] === 1;
    const waiting = this.#unconfirmed.get(frame.channel) ?? [];
    const isConfirmed = (each: { readonly tag: bigint }) =>
      each.tag === tag || (isMultiple && each.tag < tag);
    this.#unconfirmed.set(
      frame.channel,
      waiting.filter((each) => !isConfirmed(each)),
    );
    return waiting.filter(isConfirmed).map(({ write }) => write);
  }

  #rememberDelivery(frame: AmqpFrame): void {
    const called = method(frame);
    if (called?.id !== BASIC.deliver) return;
    // consumer tag, delivery tag, redelivered, exchange, routing key
    const consumer = shortText(called.content, 0);
    const tag = called.content.readBigUInt64BE(consumer.end);
    const exchange = shortText(called.content, consumer.end + 9);
    this.#deliveries.set(
      `${String(frame.channel)} ${String(tag)}`,
      shortText(called.content, exchange.end).text,
    );
  }

  #acknowledgedBy(frame: AmqpFrame): string | undefined {
    const called = method(frame);
    if (called?.id !== BASIC.ack) return undefined;
    const key = `${String(frame.channel)} ${String(called.content.readBigUInt64BE(0))}`;
    const routingKey = this.#deliveries.get(key);
    this.#deliveries.delete(key);
    return routingKey === undefined ? undefined : `acknowledge ${routingKey}`;
  }
}

function publishedBy(frame: AmqpFrame): string | undefined {
  const called = method(frame);
  if (called?.id !== BASIC.publish) return undefined;
  const exchange = shortText(called.content, 2);
  const routingKey = shortText(called.content, exchange.end);
  return `publish ${exchange.text} ${routingKey.text}`.trim();
}

function shortText(bytes: Buffer, start: number): { readonly text: string; readonly end: number } {
  const end = start + 1 + (bytes[start] ?? 0);
  return { text: bytes.toString('utf8', start + 1, end), end };
}
