import { SUBSCRIPTIONS, type Message } from '@techally/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventBus } from './event-bus.js';
import { createMessageConsumer } from './message-consumer.js';
import { createPostgresEventBus } from './postgres/create-postgres-event-bus.js';
import { eventually } from './testing/eventually.js';
import { processPayment } from './testing/example-messages.js';
import { createOutboxDatabase, type OutboxDatabase } from './testing/outbox-database.js';

let database: OutboxDatabase;
let bus: EventBus;

beforeEach(async () => {
  database = await createOutboxDatabase();
  bus = createPostgresEventBus({
    databaseUrl: database.url,
    topology: SUBSCRIPTIONS,
    backoff: () => 10,
    onError: () => undefined,
  });
  await bus.start();
});

afterEach(async () => {
  await bus.close();
  await database.close();
});

const isDone = async () => expect((await bus.depth())['payment.ProcessPayment']).toBe(0);

describe('createMessageConsumer', () => {
  it('gives each handler its own messages, read through the contracts', async () => {
    const cents: number[] = [];
    const consumer = createMessageConsumer({
      bus,
      service: 'payment',
      handlers: {
        ProcessPayment: async ({ data }) => void cents.push(data.amount.cents),
        RefundPayment: async () => {
          throw new Error('nobody asked for a refund');
        },
      },
    });
    await consumer.start();
    await bus.publish([processPayment()]);
    await eventually(() => expect(cents).toEqual([1_999]));
    await consumer.close();
  });

  it.each([
    ['data that its schema refuses', { data: {} }],
    ['a version that is not known', { version: 99 }],
    ['an envelope that is none', { timestamp: 'yesterday' }],
  ])('gives up a message with %s at once', async (_, change) => {
    let calls = 0;
    const handler = async () => {
      calls += 1;
    };
    const consumer = createMessageConsumer({
      bus,
      service: 'payment',
      handlers: { ProcessPayment: handler, RefundPayment: handler },
    });
    await consumer.start();
    const message: Message = { ...processPayment(), ...change };
    await bus.publish([message]);
    const [dead] = await eventually(async () => {
      const letters = await bus.deadLetters();
      expect(letters).toHaveLength(1);
      return letters;
    });
    expect(dead).toMatchObject({ queue: 'payment.ProcessPayment', message });
    expect(dead?.error).toContain('ContractError');
    expect(calls).toBe(0);
  });

  it('handles a message that comes twice once, in a transaction with its inbox row', async () => {
    let committed = 0;
    const consumer = createMessageConsumer({
      bus,
      service: 'payment',
      prisma: database,
      handlers: {
        ProcessPayment: async ({ data }, tx) => tx.addEffect(data.idempotencyKey),
        RefundPayment: async () => {},
      },
      afterHandled: () => (committed += 1),
    });
    await consumer.start();
    const message = processPayment();
    await bus.publish([message]);
    await eventually(isDone);
    await bus.publish([message]);
    await eventually(isDone);
    expect(await database.effects()).toEqual(['order-1']);
    expect(committed).toBe(2);
  });

  it('opens no transaction for a message that it ignores', async () => {
    let committed = 0;
    const consumer = createMessageConsumer({
      bus,
      service: 'payment',
      prisma: database,
      ignores: (message) => message.type === 'ProcessPayment' && message.data.idempotencyKey === 'order-1',
      handlers: {
        ProcessPayment: async ({ data }, tx) => tx.addEffect(data.idempotencyKey),
        RefundPayment: async () => {},
      },
      afterHandled: () => (committed += 1),
    });
    await consumer.start();
    const message = processPayment();
    const other = { ...processPayment(), data: { ...message.data, idempotencyKey: 'order-2' } };
    await bus.publish([message, other]);
    await eventually(isDone);
    expect(await database.effects()).toEqual(['order-2']);
    expect(committed).toBe(1);
  });

  it('tries again when the handler fails, with nothing left of the failed attempt', async () => {
    let attempts = 0;
    const consumer = createMessageConsumer({
      bus,
      service: 'payment',
      prisma: database,
      handlers: {
        ProcessPayment: async (_, tx) => {
          await tx.addEffect(`attempt ${++attempts}`);
          if (attempts < 3) throw new Error('not yet');
        },
        RefundPayment: async () => {},
      },
    });
    await consumer.start();
    await bus.publish([processPayment()]);
    await eventually(isDone);
    expect(await database.effects()).toEqual(['attempt 3']);
  });

  it('accepts a complete table of handlers only', () => {
    const incomplete = () =>
      createMessageConsumer({
        bus,
        service: 'payment',
        // @ts-expect-error RefundPayment is missing: its queue would grow for ever.
        handlers: { ProcessPayment: async () => {} },
      });
    expect(incomplete).toBeTypeOf('function');
  });
});
