import { SUBSCRIPTIONS, type Message } from '@techally/contracts';
import { freePort, hasRabbitMq, startTestRabbitMq, type TestRabbitMq } from '@techally/test-parts';
import { connect, type ChannelModel } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { describeEventBusContract } from '../event-bus.contract.js';
import type { EventBus, JsonValue } from '../event-bus.js';
import { createMessageConsumer } from '../message-consumer.js';
import { eventually } from '../testing/eventually.js';
import { paymentCompleted, processPayment, userDeleted } from '../testing/example-messages.js';
import { createRabbitMqEventBus, type RabbitMqEventBusOptions } from './create-rabbitmq-event-bus.js';

describe.runIf(hasRabbitMq())('with a broker', () => {
  let broker: TestRabbitMq;
  beforeAll(async () => {
    broker = await startTestRabbitMq();
  });
  afterAll(() => broker.stop());

  describeEventBusContract('RabbitMQ', async () => {
    const host = await broker.createVirtualHost();
    return {
      createBus: (options) => createRabbitMqEventBus({ url: host.url, onError: () => undefined, ...options }),
      dispose: () => host.drop(),
    };
  });

  describe('the event bus on RabbitMQ alone', () => {
    let url: string;
    let buses: EventBus[];

    beforeEach(async () => {
      const host = await broker.createVirtualHost();
      url = host.url;
      buses = [];
      onTestFinished(() => host.drop());
    });

    afterEach(async () => {
      await Promise.all(buses.map((bus) => bus.close()));
    });

    const startBus = async (options: Partial<RabbitMqEventBusOptions> = {}): Promise<EventBus> => {
      const bus = createRabbitMqEventBus({
        url,
        topology: { user: ['UserDeleted'], order: ['PaymentCompleted'] },
        onError: () => undefined,
        ...options,
      });
      buses.push(bus);
      await bus.start();
      return bus;
    };

    const collect = async (bus: EventBus, service: string, type: string): Promise<Message[]> => {
      const received: Message[] = [];
      await bus.subscribe({ service, type, handle: async (message) => void received.push(message) });
      return received;
    };

    /** Another client of the broker. */
    const connectPlainly = async (): Promise<ChannelModel> => {
      const connection = await connect(url);
      onTestFinished(() => connection.close().catch(() => undefined));
      return connection;
    };

    it('keeps what it has confirmed when the broker is killed, and goes on when it is back', async () => {
      const bus = await startBus({ backoff: () => 1_000 });
      const broadcasts: JsonValue[] = [];
      bus.onBroadcast('evict', (payload) => broadcasts.push(payload));
      const waiting = userDeleted();
      await bus.publish([waiting]);
      // One that failed and waits for its next attempt, and one that has failed for good.
      let attempts = 0;
      await bus.subscribe({
        service: 'order',
        type: 'PaymentCompleted',
        handle: async ({ aggregateId }) => {
          if (aggregateId === 'poison') throw Object.assign(new Error('poison'), { retryable: false });
          attempts += 1;
          if (attempts === 1) throw new Error('not yet');
        },
      });
      await bus.publish([paymentCompleted('again'), paymentCompleted('poison')]);
      await eventually(async () => expect(await bus.deadLetters()).toHaveLength(1));
      expect(attempts).toBe(1);

      await broker.kill();
      await eventually(() =>
        expect(bus.publish([userDeleted()])).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE' }),
      );
      await broker.restart();

      await eventually(async () => expect((await bus.deadLetters())[0]?.error).toContain('poison'), 20_000);
      await eventually(() => expect(attempts).toBe(2), 10_000);
      const received = await collect(bus, 'user', 'UserDeleted');
      await eventually(() => expect(received).toEqual([waiting]));
      const later = userDeleted();
      await bus.publish([later]);
      await eventually(() => expect(received).toEqual([waiting, later]));
      await bus.broadcast('evict', 'now');
      await eventually(() => expect(broadcasts).toEqual(['now']));
      expect(await bus.depth()).toEqual({ 'user.UserDeleted': 0, 'order.PaymentCompleted': 0 });
    }, 90_000);

    it('says that there is no broker, and does not wait for ever', async () => {
      const nobody = `amqp://127.0.0.1:${String(await freePort())}`;
      await expect(startBus({ url: nobody, startTimeout: 300 })).rejects.toMatchObject({
        code: 'BUS_UNAVAILABLE',
        cause: expect.objectContaining({ code: 'ECONNREFUSED' }) as unknown,
      });
    });

    it('refuses to publish what nobody would get although somebody wants it', async () => {
      const bus = await startBus();
      const connection = await connectPlainly();
      const channel = await connection.createChannel();
      await channel.unbindQueue('user.UserDeleted', 'domain_events', 'UserDeleted');
      await expect(bus.publish([userDeleted()])).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE' });
      await bus.publish([paymentCompleted()]);
    });

    it('sends persistent messages with the attributes of CloudEvents in their headers', async () => {
      const bus = await startBus();
      const cause = paymentCompleted();
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const message = { ...userDeleted('a subject'), causationId: cause.id, traceparent };
      await bus.publish([message]);
      const channel = await (await connectPlainly()).createChannel();
      const delivery = await channel.get('user.UserDeleted', { noAck: true });
      if (delivery === false) throw new Error('There is no message.');
      expect(JSON.parse(delivery.content.toString())).toEqual(message);
      expect(delivery.properties).toMatchObject({
        deliveryMode: 2,
        messageId: message.id,
        type: 'UserDeleted',
        contentType: 'application/json',
        correlationId: message.correlationId,
        headers: {
          'cloudEvents:specversion': '1.0',
          'cloudEvents:id': message.id,
          'cloudEvents:type': 'UserDeleted',
          'cloudEvents:source': '/techally',
          'cloudEvents:subject': 'a subject',
          'cloudEvents:time': message.timestamp,
          'cloudEvents:dataversion': 1,
          'cloudEvents:correlationid': message.correlationId,
          'cloudEvents:causationid': cause.id,
          traceparent,
        },
      });
    });

    it('makes a dead letter of a message that kills every process that takes it, and redrives it', async () => {
      const bus = await startBus();
      const message = userDeleted();
      await bus.publish([message]);
      // As it looks when one process after the other dies with the message in its hands.
      const connection = await connectPlainly();
      let taken = 0;
      await eventually(async () => {
        const channel = await connection.createChannel();
        if ((await channel.get('user.UserDeleted')) !== false) taken += 1;
        await channel.close();
        expect(await bus.deadLetters()).toHaveLength(1);
      }, 20_000);
      expect(taken).toBe(21);
      const [dead] = await bus.deadLetters();
      expect(dead).toMatchObject({ queue: 'user.UserDeleted', message });
      expect(dead?.error).toMatch(/Processes stopped.*delivery_limit/);
      expect(Math.abs(Date.now() - (dead?.failedAt.getTime() ?? 0))).toBeLessThan(10_000);
      await bus.redrive(dead?.id ?? '');
      const received = await collect(bus, 'user', 'UserDeleted');
      await eventually(() => expect(received).toEqual([message]));
      expect(await bus.deadLetters()).toEqual([]);
    });

    it('makes a dead letter of what is no message at all', async () => {
      const bus = await startBus({ topology: SUBSCRIPTIONS });
      const consumer = createMessageConsumer({
        bus,
        service: 'payment',
        handlers: { ProcessPayment: async () => {}, RefundPayment: async () => {} },
      });
      await consumer.start();
      const channel = await (await connectPlainly()).createConfirmChannel();
      for (const text of ['{"half', '7', '{}', ''])
        channel.sendToQueue('payment.ProcessPayment', Buffer.from(text));
      await channel.waitForConfirms();
      await bus.publish([processPayment()]);
      await eventually(async () => expect(await bus.deadLetters()).toHaveLength(4));
      expect((await bus.depth())['payment.ProcessPayment']).toBe(0);
    });

    it('keeps the dead letters and their order when several processes look at them at once', async () => {
      const processes = await Promise.all([startBus(), startBus(), startBus()]);
      const handle = () => Promise.reject(Object.assign(new Error('no'), { retryable: false }));
      await processes[0].subscribe({ service: 'user', type: 'UserDeleted', concurrency: 1, handle });
      const subjects = Array.from({ length: 30 }, (_, index) => String(index));
      await processes[0].publish(subjects.map((subject) => userDeleted(subject)));
      await eventually(async () => expect(await processes[0].deadLetters()).toHaveLength(30));
      const lists = await Promise.all(
        Array.from({ length: 12 }, (_, index) => (processes[index % 3] as EventBus).deadLetters()),
      );
      for (const list of lists) expect(list.map(({ message }) => message.aggregateId)).toEqual(subjects);
    });

    it('needs one connection for consumers of every queue', async () => {
      const bus = await startBus({ topology: SUBSCRIPTIONS, connectionName: 'one-of-them' });
      for (const [service, types] of Object.entries(SUBSCRIPTIONS)) {
        for (const type of types) await bus.subscribe({ service, type, handle: async () => {} });
      }
      await Promise.all(Array.from({ length: 50 }, () => bus.publish([userDeleted(), paymentCompleted()])));
      await eventually(async () => {
        expect((await broker.connections()).filter((name) => name === 'one-of-them')).toHaveLength(1);
      }, 15_000);
    });

    it('works off hundreds of messages a second', async () => {
      const bus = await startBus();
      for (let call = 0; call < 20; call += 1) {
        await bus.publish(Array.from({ length: 100 }, () => paymentCompleted()));
      }
      const start = performance.now();
      const received = await collect(bus, 'order', 'PaymentCompleted');
      await eventually(() => expect(received).toHaveLength(2_000), 15_000);
      expect(2_000 / ((performance.now() - start) / 1_000)).toBeGreaterThan(500);
    });
  });
});
