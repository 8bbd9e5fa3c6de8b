import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '@techally/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventBus, JsonValue } from './event-bus.js';
import type { Backoff } from './exponential-backoff.js';
import { MessageRejectedError } from './message-rejected-error.js';
import { createGate } from './testing/gate.js';
import { eventually } from './testing/eventually.js';
import { paymentCompleted, reviewAdded, userDeleted } from './testing/example-messages.js';
import type { Topology } from './topology.js';

/** What a transport is asked for in the suite; times in milliseconds. */
export interface ContractBusOptions {
  readonly topology: Topology;
  readonly backoff: Backoff;
  readonly closeTimeout: number;
}

/** A broker that no test has used yet. Each bus on it stands for a process. */
export interface ContractBroker {
  createBus(options: ContractBusOptions): EventBus;
  dispose(): Promise<void>;
}

const TOPOLOGY = { user: ['UserDeleted'], order: ['UserDeleted', 'PaymentCompleted'] };

/** The suite that every transport of the {@link EventBus} port passes. */
export function describeEventBusContract(
  transport: string,
  createBroker: () => Promise<ContractBroker>,
): void {
  describe(`the event bus on ${transport}`, () => {
    let broker: ContractBroker;
    let buses: EventBus[];

    beforeEach(async () => {
      broker = await createBroker();
      buses = [];
    });

    afterEach(async () => {
      await Promise.all(buses.map((bus) => bus.close()));
      await broker.dispose();
    });

    const createBus = (options: Partial<ContractBusOptions> = {}): EventBus => {
      const bus = broker.createBus({
        topology: TOPOLOGY,
        backoff: () => 20,
        closeTimeout: 5_000,
        ...options,
      });
      buses.push(bus);
      return bus;
    };

    const startBus = async (options?: Partial<ContractBusOptions>): Promise<EventBus> => {
      const bus = createBus(options);
      await bus.start();
      return bus;
    };

    /** Subscribes and collects what arrives. */
    const collect = async (bus: EventBus, service: string, type: string): Promise<Message[]> => {
      const received: Message[] = [];
      await bus.subscribe({ service, type, handle: async (message) => void received.push(message) });
      return received;
    };

    const empty = { 'user.UserDeleted': 0, 'order.UserDeleted': 0, 'order.PaymentCompleted': 0 };
    const expectQuiet = (bus: EventBus) => eventually(async () => expect(await bus.depth()).toEqual(empty));

    describe('work queues', () => {
      it('deliver a message to every service that subscribes to its type, unchanged, and to no other', async () => {
        const bus = await startBus();
        const atUser = await collect(bus, 'user', 'UserDeleted');
        const atOrder = await collect(bus, 'order', 'UserDeleted');
        const payments = await collect(bus, 'order', 'PaymentCompleted');
        const deleted = userDeleted();
        const paid = paymentCompleted();
        await bus.publish([deleted, paid]);
        await expectQuiet(bus);
        expect(atUser).toEqual([deleted]);
        expect(atOrder).toEqual([deleted]);
        expect(payments).toEqual([paid]);
      });

      it('share the messages of one service among its processes', async () => {
        const processes = await Promise.all([startBus(), startBus(), startBus()]);
        const received = await Promise.all(processes.map((bus) => collect(bus, 'user', 'UserDeleted')));
        const messages = Array.from({ length: 60 }, () => userDeleted());
        for (const message of messages) await processes[0].publish([message]);
        await eventually(() => expect(received.flat()).toHaveLength(60));
        await delay(50);
        expect(new Set(received.flat().map(({ id }) => id))).toEqual(new Set(messages.map(({ id }) => id)));
        expect(received.flat()).toHaveLength(60);
      });

      it('keep what is published before any consumer has ever started', async () => {
        const producer = await startBus();
        const message = userDeleted();
        await producer.publish([message]);
        await producer.close();
        const consumer = await startBus();
        const received = await collect(consumer, 'user', 'UserDeleted');
        await eventually(() => expect(received).toEqual([message]));
      });

      it('hand the messages of one call to a consumer of concurrency 1 in their order, one at a time', async () => {
        const bus = await startBus();
        // On a broker that has done some work: a store that has seen deletes fills its gaps.
        const used = await collect(bus, 'order', 'UserDeleted');
        for (let round = 0; round < 20; round += 1) {
          await bus.publish(Array.from({ length: 1 + ((round * 7) % 50) }, () => userDeleted()));
        }
        await eventually(async () => expect((await bus.depth())['order.UserDeleted']).toBe(0));
        expect(used.length).toBeGreaterThan(0);
        const messages = Array.from({ length: 100 }, (_, index) => paymentCompleted(`${index}`)).reverse();
        await bus.publish(messages);
        const received: string[] = [];
        let atOnce = 0;
        await bus.subscribe({
          service: 'order',
          type: 'PaymentCompleted',
          concurrency: 1,
          handle: async (message) => {
            expect(++atOnce).toBe(1);
            await delay(1);
            atOnce -= 1;
            received.push(message.aggregateId);
          },
        });
        await eventually(() => expect(received).toHaveLength(100));
        expect(received).toEqual(messages.map((message) => message.aggregateId));
      });

      it('hand them out in their order to a consumer that takes several at once, too', async () => {
        const bus = await startBus();
        const messages = Array.from({ length: 64 }, (_, index) => paymentCompleted(`${index}`)).reverse();
        await bus.publish(messages);
        const begun: string[] = [];
        const handle = async ({ aggregateId }: Message) => void begun.push(aggregateId);
        await bus.subscribe({ service: 'order', type: 'PaymentCompleted', concurrency: 16, handle });
        await eventually(() => expect(begun).toHaveLength(64));
        expect(begun).toEqual(messages.map((message) => message.aggregateId));
      });

      it('take messages of a type that nobody subscribes to, and an empty list, without a trace', async () => {
        const bus = await startBus();
        await bus.publish([reviewAdded()]);
        await bus.publish([]);
        expect(await bus.depth()).toEqual(empty);
      });

      it('hand out as many messages at once as the concurrency says, and no more', async () => {
        const bus = await startBus();
        const gate = createGate();
        let atOnce = 0;
        let most = 0;
        await bus.subscribe({
          service: 'user',
          type: 'UserDeleted',
          concurrency: 3,
          handle: async () => {
            most = Math.max(most, ++atOnce);
            await gate.opened;
            atOnce -= 1;
          },
        });
        await bus.publish(Array.from({ length: 10 }, () => userDeleted()));
        await eventually(() => expect(atOnce).toBe(3));
        await delay(100);
        expect(atOnce).toBe(3);
        expect((await bus.depth())['user.UserDeleted']).toBe(10);
        gate.open();
        await eventually(async () => expect((await bus.depth())['user.UserDeleted']).toBe(0));
        expect(most).toBe(3);
      });

      it('are declared once when several processes start on an empty broker at the same time', async () => {
        const processes = await Promise.all([startBus(), startBus(), startBus()]);
        await processes[1].publish([userDeleted()]);
        expect((await processes[2].depth())['user.UserDeleted']).toBe(1);
      });

      it('refuse a subscription that the topology does not have', async () => {
        const bus = await startBus();
        const subscription = bus.subscribe({
          service: 'user',
          type: 'PaymentCompleted',
          handle: async () => {},
        });
        await expect(subscription).rejects.toMatchObject({ code: 'QUEUE_UNKNOWN' });
      });
    });

    describe('a failing handler', () => {
      it('gets the message again until it succeeds, and holds up no other message', async () => {
        const bus = await startBus();
        const log: string[] = [];
        await bus.subscribe({
          service: 'user',
          type: 'UserDeleted',
          handle: async ({ aggregateId }) => {
            log.push(aggregateId);
            if (aggregateId === 'bad' && log.filter((entry) => entry === 'bad').length < 3)
              throw new Error('no');
          },
        });
        await collect(bus, 'order', 'UserDeleted');
        await bus.publish([userDeleted('bad'), userDeleted('good')]);
        await expectQuiet(bus);
        expect(log.filter((entry) => entry === 'bad')).toHaveLength(3);
        expect(log.filter((entry) => entry === 'good')).toHaveLength(1);
        expect(log.lastIndexOf('bad')).toBeGreaterThan(log.indexOf('good'));
        expect(await bus.deadLetters()).toEqual([]);
      });

      it('waits as long as the backoff says', async () => {
        const waits: number[] = [];
        const bus = await startBus({ backoff: (attempt) => (waits.push(attempt), attempt * 200) });
        const times: number[] = [];
        await bus.subscribe({
          service: 'order',
          type: 'PaymentCompleted',
          attempts: 3,
          handle: async () => {
            times.push(Date.now());
            throw new Error('no');
          },
        });
        await bus.publish([paymentCompleted()]);
        await eventually(async () => expect(await bus.deadLetters()).toHaveLength(1));
        const [first = 0, second = 0, third = 0] = times;
        expect(times).toHaveLength(3);
        expect(waits).toEqual([1, 2]);
        expect(second - first).toBeGreaterThanOrEqual(195);
        expect(third - second).toBeGreaterThanOrEqual(395);
      });

      it('loses the message to the dead letters after its last attempt', async () => {
        const bus = await startBus();
        let attempts = 0;
        await bus.subscribe({
          service: 'order',
          type: 'PaymentCompleted',
          attempts: 3,
          handle: async () => {
            attempts += 1;
            throw new Error('the database is away', { cause: new Error('ECONNREFUSED') });
          },
        });
        const message = paymentCompleted();
        await bus.publish([message]);
        const [dead, ...others] = await eventually(async () => {
          const letters = await bus.deadLetters();
          expect(letters).toHaveLength(1);
          return letters;
        });
        expect(attempts).toBe(3);
        expect(others).toEqual([]);
        expect(dead).toMatchObject({ queue: 'order.PaymentCompleted', message });
        expect(dead?.error).toContain('the database is away');
        expect(dead?.error).toContain('ECONNREFUSED');
        expect(Math.abs(Date.now() - (dead?.failedAt.getTime() ?? 0))).toBeLessThan(5_000);
        expect(await bus.depth()).toEqual(empty);
      });

      it('loses it at once with an error that no other attempt can help', async () => {
        const bus = await startBus();
        let attempts = 0;
        await bus.subscribe({
          service: 'order',
          type: 'PaymentCompleted',
          handle: async () => {
            attempts += 1;
            throw new MessageRejectedError('this is no payment');
          },
        });
        await bus.publish([paymentCompleted()]);
        await eventually(async () => expect(await bus.deadLetters()).toHaveLength(1));
        expect(attempts).toBe(1);
      });
    });

    describe('dead letters', () => {
      /** Two dead letters, and a handler that can be mended. */
      const bury = async (bus: EventBus) => {
        const handler = { broken: true, handled: [] as string[] };
        await bus.subscribe({
          service: 'order',
          type: 'PaymentCompleted',
          attempts: 2,
          handle: async ({ aggregateId }) => {
            if (handler.broken) throw new Error('broken');
            handler.handled.push(aggregateId);
          },
        });
        for (const [index, note] of ['first', 'second'].entries()) {
          await bus.publish([paymentCompleted(note)]);
          await eventually(async () => expect(await bus.deadLetters()).toHaveLength(index + 1));
        }
        return handler;
      };

      it('are listed oldest first, up to the limit, by any process', async () => {
        const bus = await startBus();
        await bury(bus);
        const other = await startBus();
        const notes = (await other.deadLetters()).map(({ message }) => message.aggregateId);
        expect(notes).toEqual(['first', 'second']);
        expect((await other.deadLetters({ limit: 1 })).map(({ message }) => message.aggregateId)).toEqual([
          'first',
        ]);
      });

      it('are found by their ids, until they are gone', async () => {
        const bus = await startBus();
        await bury(bus);
        const [first, second] = await bus.deadLetters();
        expect(await bus.deadLetter(second?.id ?? '')).toEqual(second);
        await bus.discard(first?.id ?? '');
        expect(await bus.deadLetter(first?.id ?? '')).toBeNull();
        expect(await bus.deadLetter('no id at all')).toBeNull();
      });

      it('go back to their queue with all attempts when they are redriven', async () => {
        const bus = await startBus();
        const handler = await bury(bus);
        const [first] = await bus.deadLetters();
        await bus.redrive(first?.id ?? '');
        // Still broken: it fails as often as a new message, and comes back as a dead letter of another id.
        const again = await eventually(async () => {
          const letters = await bus.deadLetters();
          expect(letters.map(({ message }) => message.aggregateId)).toEqual(['second', 'first']);
          return letters[1];
        });
        handler.broken = false;
        await bus.redrive(again?.id ?? '');
        await eventually(() => expect(handler.handled).toEqual(['first']));
        await expectQuiet(bus);
        expect((await bus.deadLetters()).map(({ message }) => message.aggregateId)).toEqual(['second']);
      });

      it('are gone when they are discarded', async () => {
        const bus = await startBus();
        const handler = await bury(bus);
        handler.broken = false;
        for (const { id } of await bus.deadLetters()) await bus.discard(id);
        expect(await bus.deadLetters()).toEqual([]);
        await delay(50);
        expect(handler.handled).toEqual([]);
      });

      it('can be redriven once only, and are told from unknown ids', async () => {
        const bus = await startBus();
        await bury(bus);
        const [first] = await bus.deadLetters();
        const results = await Promise.allSettled([
          bus.redrive(first?.id ?? ''),
          bus.redrive(first?.id ?? ''),
        ]);
        expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        const notFound = { code: 'DEAD_LETTER_NOT_FOUND' };
        await expect(bus.redrive('0199f3a0-0000-7000-8000-00000000dead')).rejects.toMatchObject(notFound);
        await expect(bus.discard('no id at all')).rejects.toMatchObject(notFound);
      });
    });

    describe('fan-out', () => {
      it('brings a broadcast to every process that listens to its topic, the sender included', async () => {
        const processes = await Promise.all([startBus(), startBus()]);
        const received: JsonValue[] = [];
        const elsewhere: JsonValue[] = [];
        for (const bus of processes) {
          bus.onBroadcast('evict', (payload) => received.push(payload));
          bus.onBroadcast('other', (payload) => elsewhere.push(payload));
        }
        await processes[0].broadcast('evict', { keys: ['a', 'ü'], all: false, none: null });
        await eventually(() => expect(received).toHaveLength(2));
        expect(received[0]).toEqual({ keys: ['a', 'ü'], all: false, none: null });
        expect(elsewhere).toEqual([]);
      });

      it('leaves alone who has stopped listening, and goes on after a listener that throws', async () => {
        const bus = await startBus();
        const received: JsonValue[] = [];
        const stop = bus.onBroadcast('evict', () => received.push('stopped'));
        bus.onBroadcast('evict', () => {
          throw new Error('a listener failed');
        });
        bus.onBroadcast('evict', (payload) => received.push(payload));
        stop();
        await bus.broadcast('evict', 1);
        await bus.broadcast('evict', 2);
        await eventually(() => expect(received).toEqual([1, 2]));
      });

      it('carries 7 KB and says so when a payload is too large', async () => {
        const bus = await startBus();
        const received: JsonValue[] = [];
        bus.onBroadcast('evict', (payload) => received.push(payload));
        await bus.broadcast('evict', 'x'.repeat(7_000));
        await eventually(() => expect(received).toHaveLength(1));
        const tooLarge = bus.broadcast('evict', 'x'.repeat(10_000_000));
        await expect(tooLarge).rejects.toMatchObject({ code: 'BROADCAST_TOO_LARGE' });
      });
    });

    describe('its life', () => {
      it('refuses work before the start and after the end', async () => {
        const bus = createBus();
        await expect(bus.publish([userDeleted()])).rejects.toMatchObject({ code: 'BUS_NOT_STARTED' });
        await bus.start();
        await bus.close();
        await bus.close();
        await expect(bus.publish([userDeleted()])).rejects.toMatchObject({ code: 'BUS_CLOSED' });
      });

      it('ends only when the handlers at work have ended, and takes no further message', async () => {
        const bus = await startBus();
        const gate = createGate();
        const handled: string[] = [];
        await bus.subscribe({
          service: 'user',
          type: 'UserDeleted',
          concurrency: 1,
          handle: async ({ aggregateId }) => {
            await gate.opened;
            handled.push(aggregateId);
          },
        });
        await bus.publish([userDeleted('first'), userDeleted('second')]);
        await delay(100);
        const closing = bus.close().then(() => handled.push('closed'));
        await delay(50);
        expect(handled).toEqual([]);
        gate.open();
        await closing;
        expect(handled).toEqual(['first', 'closed']);
        const next = await startBus();
        const received = await collect(next, 'user', 'UserDeleted');
        await eventually(() => expect(received.map(({ aggregateId }) => aggregateId)).toEqual(['second']));
      });

      it('ends a subscription alone: its queue waits for the next one', async () => {
        const bus = await startBus();
        const first: Message[] = [];
        const handle = async (message: Message) => void first.push(message);
        const subscription = await bus.subscribe({ service: 'user', type: 'UserDeleted', handle });
        await bus.publish([userDeleted()]);
        await eventually(() => expect(first).toHaveLength(1));
        await subscription.close();
        await bus.publish([userDeleted()]);
        await delay(100);
        expect(first).toHaveLength(1);
        expect((await bus.depth())['user.UserDeleted']).toBe(1);
        const second = await collect(bus, 'user', 'UserDeleted');
        await eventually(() => expect(second).toHaveLength(1));
      });

      it('gives what a process left unfinished to another', async () => {
        const dying = await startBus({ closeTimeout: 50 });
        let taken = 0;
        await dying.subscribe({
          service: 'user',
          type: 'UserDeleted',
          handle: () => {
            taken += 1;
            return new Promise(() => {});
          },
        });
        const message = userDeleted();
        await dying.publish([message]);
        await eventually(() => expect(taken).toBe(1));
        await dying.close();
        const other = await startBus();
        const received = await collect(other, 'user', 'UserDeleted');
        await eventually(() => expect(received).toEqual([message]), 25_000);
      }, 30_000);
    });
  });
}
