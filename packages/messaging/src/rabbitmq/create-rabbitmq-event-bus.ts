import type { Message } from '@techally/contracts';
import { connect, type ChannelModel, type RecoveringChannelModel } from 'amqplib';
import { commonBusOptions, type CommonBusOptions } from '../common-bus-options.js';
import { BusState } from '../bus-state.js';
import type { DeadLetter, EventBus, JsonValue, SubscribeOptions, Subscription } from '../event-bus.js';
import { MessagingError } from '../messaging-error.js';
import { queuesOf } from '../topology.js';
import { declareTopology, EVENTS_EXCHANGE } from './broker-objects.js';
import { BrokerSession } from './broker-session.js';
import { countUnfinished } from './count-unfinished.js';
import {
  discardDeadLetter,
  findDeadLetter,
  listDeadLetters,
  redriveDeadLetter,
} from './dead-letter-store.js';
import { messageProperties } from './message-properties.js';
import { ProcessMailbox } from './process-mailbox.js';
import { QueueConsumer } from './queue-consumer.js';
import { declareRetryLadder } from './retry-ladder.js';

/**
 * Options of {@link createRabbitMqEventBus}; all times in milliseconds. What `backoff` says is rounded up to the next of
 * 25 × 2ⁿ.
 */
export interface RabbitMqEventBusOptions extends CommonBusOptions {
  /** `amqp://user:password@host:port/vhost`, or `amqps:`; one virtual host for all services. */
  readonly url: string;
  /** Shown in the broker's list of connections. Default `techally`. */
  readonly connectionName?: string;
  /** How long `start()` tries to reach a broker. Default 30,000. */
  readonly startTimeout?: number;
}

/** Seconds after which a peer that says nothing counts as gone. */
const HEARTBEAT_SECONDS = 10;
/** Waits between attempts to connect, in milliseconds. */
const RECONNECT = { initialDelay: 100, maxDelay: 2_000 };

/**
 * The event bus on RabbitMQ (3.10 and later): a topic exchange, a quorum queue for each service and message type, publisher
 * confirms, retries by queues whose messages expire, and a queue of dead letters. A lost connection is made again, with all that
 * was subscribed on it; until then publishing fails.
 */
export function createRabbitMqEventBus(options: RabbitMqEventBusOptions): EventBus {
  const { url, connectionName = 'techally', startTimeout = 30_000 } = options;
  const { topology, backoff, closeTimeout, onError } = commonBusOptions(options);
  const queues = queuesOf(topology);
  const state = new BusState();
  const consumers = new Set<QueueConsumer>();
  const mailbox = new ProcessMailbox(holdings, onError);
  let connection: RecoveringChannelModel | undefined;
  let session: BrokerSession | undefined;

  function holdings() {
    const count = (number: (consumer: QueueConsumer) => number) => {
      const counts: Record<string, number> = {};
      for (const consumer of consumers)
        counts[consumer.queue] = (counts[consumer.queue] ?? 0) + number(consumer);
      return counts;
    };
    return { consumers: count(() => 1), inHand: count(({ inHand }) => inHand) };
  }

  /** Brings a new connection to where the one before was. */
  async function setUp(model: ChannelModel): Promise<void> {
    model.on('error', onError);
    const next = await BrokerSession.open(model, onError);
    await next.onOwnChannel(async (channel) => {
      await declareTopology(channel, queues);
      await declareRetryLadder(channel);
    });
    await mailbox.attach(next);
    session = next;
    for (const consumer of consumers) await consumer.attach(next);
  }

  function current(): BrokerSession {
    state.assertStarted();
    if (session === undefined) throw new MessagingError('BUS_UNAVAILABLE', 'The broker is away.');
    return session;
  }

  return {
    async start() {
      state.begin();
      connection = await connect(withHeartbeat(url), {
        clientProperties: { connection_name: connectionName },
        recovery: { ...RECONNECT, setup: setUp, waitForConnect: false },
      });
      connection.on('disconnect', (error) => {
        session = undefined;
        onError(error);
      });
      let lastError: unknown;
      connection.on('connect-failed', (error) => {
        lastError = error;
        if (state.isStarted) onError(error);
      });
      connection.on('error', () => undefined);
      const timer = setTimeout(() => void connection?.close(), startTimeout);
      try {
        await connection.waitForConnect();
      } catch (error) {
        throw new MessagingError('BUS_UNAVAILABLE', 'The broker cannot be reached.', {
          cause: lastError ?? error,
        });
      } finally {
        clearTimeout(timer);
      }
      state.started();
    },

    async publish(messages: readonly Message[]) {
      const { publisher } = current();
      await publisher.publish(
        messages.map((message) => ({
          exchange: EVENTS_EXCHANGE,
          routingKey: message.type,
          body: Buffer.from(JSON.stringify(message)),
          // Somebody wants it, so somebody must get it: a binding that is missing fails the call.
          options: { ...messageProperties(message), mandatory: queues.ofType.has(message.type) },
        })),
      );
    },

    async subscribe({
      service,
      type,
      handle,
      concurrency = 10,
      attempts = 5,
    }: SubscribeOptions): Promise<Subscription> {
      const now = current();
      const queue = queues.nameOf(service, type);
      const consumer = new QueueConsumer({ backoff, onError }, queue, { handle, concurrency, attempts });
      consumers.add(consumer);
      await consumer.attach(now);
      return {
        close: async () => {
          await consumer.close();
          consumers.delete(consumer);
        },
      };
    },

    async broadcast(topic: string, payload: JsonValue) {
      await mailbox.broadcast(current(), topic, payload);
    },

    onBroadcast: (topic, listener) => mailbox.onBroadcast(topic, listener),

    async deadLetters({ limit = 100 } = {}): Promise<readonly DeadLetter[]> {
      return listDeadLetters(current(), limit);
    },

    async deadLetter(id: string): Promise<DeadLetter | null> {
      return findDeadLetter(current(), id);
    },

    async redrive(id: string) {
      await redriveDeadLetter(current(), id);
    },

    async discard(id: string) {
      await discardDeadLetter(current(), id);
    },

    async depth() {
      return countUnfinished(current(), mailbox, queues.names);
    },

    async close() {
      if (!state.close()) return;
      const limit = AbortSignal.timeout(closeTimeout);
      await Promise.all([...consumers].map((consumer) => consumer.close(limit)));
      consumers.clear();
      session = undefined;
      await connection?.close();
    },
  };
}

/** The driver takes heartbeats by the URL alone. */
function withHeartbeat(address: string): string {
  const url = new URL(address);
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return url.href;
}
