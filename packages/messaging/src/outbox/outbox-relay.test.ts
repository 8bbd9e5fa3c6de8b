import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '@techally/contracts';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.js';
import { userDeleted } from '../testing/example-messages.js';
import { createGate } from '../testing/gate.js';
import { createOutboxDatabase, type OutboxDatabase } from '../testing/outbox-database.js';
import { appendToOutbox } from './append-to-outbox.js';
import { createOutboxRelay, type OutboxRelay, type OutboxRelayOptions } from './outbox-relay.js';

let database: OutboxDatabase;
let relays: OutboxRelay[];
let errors: unknown[];
let recoveries: number;
let batches: (readonly Message[])[];
let publish: (messages: readonly Message[]) => Promise<void>;

beforeEach(async () => {
  database = await createOutboxDatabase();
  relays = [];
  errors = [];
  recoveries = 0;
  batches = [];
  publish = async (messages) => void batches.push(messages);
});

afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await database.close();
});

const createRelay = (options: Partial<OutboxRelayOptions> = {}): OutboxRelay => {
  const relay = createOutboxRelay({
    databaseUrl: database.url,
    bus: { publish: (messages) => publish(messages) },
    onError: (error) => errors.push(error),
    onRecovered: () => (recoveries += 1),
    ...options,
  });
  relays.push(relay);
  return relay;
};

const append = (...messages: Message[]) => database.$transaction((tx) => appendToOutbox(tx, messages));
const published = () => batches.flat();
const isEmpty = async () => expect(await database.outboxSize()).toBe(0);

describe('the outbox relay', () => {
  it('publishes what was committed, unchanged and in order, and empties the outbox', async () => {
    const messages = Array.from({ length: 250 }, (_, index) => userDeleted(`${index}`));
    await append(...messages.slice(0, 120));
    await append(...messages.slice(120));
    createRelay().start();
    await eventually(isEmpty);
    expect(published()).toEqual(messages);
    expect(batches.map((batch) => batch.length)).toEqual([100, 100, 50]);
  });

  it('publishes nothing of a transaction that rolled back', async () => {
    const rolledBack = database.$transaction(async (tx) => {
      await appendToOutbox(tx, [userDeleted()]);
      throw new Error('business says no');
    });
    await expect(rolledBack).rejects.toThrow('business says no');
    await createRelay().flush();
    expect(published()).toEqual([]);
  });

  it('finds new messages by polling', async () => {
    createRelay({ pollInterval: 50 }).start();
    await delay(100);
    await append(userDeleted());
    await eventually(() => expect(published()).toHaveLength(1), 1_000);
  });

  it('publishes at once when it is woken, many wakes in a few rounds', async () => {
    const relay = createRelay({ pollInterval: 60_000 });
    relay.start();
    await delay(100);
    const messages = Array.from({ length: 100 }, () => userDeleted());
    await Promise.all(
      messages.map(async (message) => {
        await append(message);
        relay.wake();
      }),
    );
    await eventually(isEmpty, 2_000);
    expect(new Set(published())).toEqual(new Set(messages));
    expect(batches.length).toBeLessThan(60);
  });

  it('misses no wake that comes while it is at work', async () => {
    const gate = createGate();
    publish = async (messages) => {
      batches.push(messages);
      if (batches.length === 1) await gate.opened;
    };
    const relay = createRelay({ pollInterval: 60_000 });
    relay.start();
    await append(userDeleted('first'));
    relay.wake();
    await eventually(() => expect(batches).toHaveLength(1));
    await append(userDeleted('second'));
    relay.wake();
    gate.open();
    await eventually(isEmpty, 2_000);
    expect(published().map(({ aggregateId }) => aggregateId)).toEqual(['first', 'second']);
  });

  it('keeps messages and their order while the bus is away, and reports it once, as its return', async () => {
    let attempts = 0;
    let away = true;
    publish = async (messages) => {
      attempts += 1;
      if (away) throw new Error('the bus is away');
      batches.push(messages);
    };
    const relay = createRelay({ pollInterval: 20, backoff: () => 20 });
    relay.start();
    const messages = [userDeleted('1'), userDeleted('2'), userDeleted('3')];
    for (const message of messages) await append(message);
    await eventually(() => expect(attempts).toBeGreaterThan(2));
    expect(await database.outboxSize()).toBe(3);
    await expect(relay.flush()).rejects.toThrow('the bus is away');
    expect(errors).toEqual([new Error('the bus is away')]);
    expect(recoveries).toBe(0);
    away = false;
    await eventually(isEmpty);
    expect(published()).toEqual(messages);
    await eventually(() => expect(recoveries).toBe(1));
    expect(errors).toHaveLength(1);
  });

  it('tells of another error in the same outage, and of the same one in the next outage', async () => {
    const answers = ['one', 'two', 'one', null, 'one', null];
    publish = async (messages) => {
      const error = answers.shift() ?? null;
      if (error !== null) throw new Error(error);
      batches.push(messages);
    };
    const relay = createRelay({ pollInterval: 60_000, backoff: () => 20 });
    relay.start();
    for (const outages of [1, 2]) {
      await append(userDeleted());
      relay.wake();
      await eventually(() => expect(recoveries).toBe(outages));
    }
    expect(errors).toEqual([new Error('one'), new Error('two'), new Error('one')]);
  });

  it('waits longer after each failure, whoever wakes it, and five seconds at most', async () => {
    const times: number[] = [];
    publish = async () => {
      times.push(performance.now());
      throw new Error('the bus is away');
    };
    const relay = createRelay({ pollInterval: 20 });
    await append(userDeleted());
    relay.start();
    const waking = setInterval(() => {
      relay.wake();
    }, 5);
    await eventually(() => expect(times).toHaveLength(4));
    clearInterval(waking);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, least] of [125, 250, 500].entries()) expect(waits[index]).toBeGreaterThan(least - 5);
    expect(errors).toHaveLength(1);
  });

  it('publishes again what it could not delete, since it died in between', async () => {
    const message = userDeleted();
    await append(message);
    publish = async (messages) => {
      batches.push(messages);
      if (batches.length === 1) await database.cutRelays();
    };
    createRelay({ pollInterval: 20 }).start();
    await eventually(isEmpty);
    expect(published()).toEqual([message, message]);
  });

  it('reconnects when its connection is cut while it is idle', async () => {
    const relay = createRelay({ pollInterval: 20 });
    relay.start();
    await relay.flush();
    await database.cutRelays();
    await append(userDeleted());
    await eventually(() => expect(published()).toHaveLength(1));
  });

  it('takes turns with the relays of other replicas, so that no message overtakes another', async () => {
    let atOnce = 0;
    publish = async (messages) => {
      expect(++atOnce).toBe(1);
      await delay(Math.random() * 5);
      atOnce -= 1;
      batches.push(messages);
    };
    const replicas = Array.from({ length: 4 }, () => createRelay({ pollInterval: 5, batchSize: 3 }));
    for (const relay of replicas) relay.start();
    const messages = Array.from({ length: 60 }, (_, index) => userDeleted(`${index}`));
    for (const message of messages) {
      await append(message);
      for (const relay of replicas) relay.wake();
    }
    await eventually(isEmpty);
    expect(published()).toEqual(messages);
    expect(errors).toEqual([]);
  });

  it('locks no message while it is another relay’s turn, which would skip it', async () => {
    await append(userDeleted('1'), userDeleted('2'));
    const [other, onlooker] = [
      new Client({ connectionString: database.url }),
      new Client({ connectionString: database.url }),
    ];
    await Promise.all([other.connect(), onlooker.connect()]);
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(1869968482)');
    const relay = createRelay({ pollInterval: 1 });
    relay.start();
    const free = new Set<number>();
    for (let look = 0; look < 200; look += 1) {
      relay.wake();
      const { rowCount } = await onlooker.query('SELECT FROM outbox FOR UPDATE SKIP LOCKED');
      free.add(rowCount ?? 0);
    }
    expect([...free]).toEqual([2]);
    expect(published()).toEqual([]);
    await other.query('COMMIT');
    await eventually(isEmpty);
    await Promise.all([other.end(), onlooker.end()]);
  });

  it('sends at once what another replica wrote meanwhile, whose relay waits for its turn', async () => {
    const gate = createGate();
    publish = async (messages) => {
      batches.push(messages);
      if (batches.length === 1) await gate.opened;
    };
    const [busy, other] = [createRelay({ pollInterval: 60_000 }), createRelay({ pollInterval: 60_000 })];
    await append(userDeleted('first'));
    busy.start();
    await eventually(() => expect(batches).toHaveLength(1));
    await append(userDeleted('second'));
    other.wake();
    await delay(100);
    expect(batches).toHaveLength(1);
    gate.open();
    await eventually(isEmpty, 1_000);
    expect(published().map(({ aggregateId }) => aggregateId)).toEqual(['first', 'second']);
  });

  it('sends at once whatever any of many replicas writes, in order', async () => {
    const replicas = Array.from({ length: 4 }, () => createRelay({ pollInterval: 60_000, batchSize: 3 }));
    for (const relay of replicas) relay.start();
    publish = async (messages) => {
      await delay(Math.random() * 5);
      batches.push(messages);
    };
    const messages = Array.from({ length: 100 }, (_, index) => userDeleted(`${index}`));
    for (const [index, message] of messages.entries()) {
      await append(message);
      replicas[(index * 7) % 4]?.wake();
      if (index % 10 === 9) await eventually(isEmpty, 1_000);
    }
    expect(published()).toEqual(messages);
    expect(errors).toEqual([]);
  });

  it('asks once whoever has the turn to look again, and goes on when it is told', async () => {
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    try {
      let notifications = 0;
      holder.on('notification', () => (notifications += 1));
      await holder.query('LISTEN techally_outbox');
      await holder.query('SELECT pg_advisory_lock($1)', [0x6f757462]);
      const relay = createRelay({ pollInterval: 60_000 });
      await append(userDeleted());
      relay.wake();
      await delay(300);
      expect(notifications).toBe(1);
      expect(published()).toEqual([]);
      await holder.query('SELECT pg_advisory_unlock_all()');
      await holder.query('NOTIFY techally_outbox');
      await eventually(isEmpty, 1_000);
    } finally {
      await holder.end();
    }
  });

  it('leaves what it has no time for to another replica when it is stopped', async () => {
    const gate = createGate();
    publish = async (messages) => {
      batches.push(messages);
      if (batches.length === 1) await gate.opened;
    };
    const [first, second] = [1, 2].map(() => createRelay({ pollInterval: 60_000, batchSize: 1 }));
    second?.start();
    await second?.flush();
    await append(userDeleted('first'), userDeleted('second'));
    first?.start();
    await eventually(() => expect(batches).toHaveLength(1));
    const stopping = first?.stop();
    gate.open();
    await stopping;
    await eventually(isEmpty, 1_000);
    expect(published().map(({ aggregateId }) => aggregateId)).toEqual(['first', 'second']);
  });

  it('flushes to the end, also when the turn is with another relay', async () => {
    const gate = createGate();
    publish = async (messages) => {
      await gate.opened;
      batches.push(messages);
    };
    const [busy, other] = [createRelay(), createRelay()];
    await append(userDeleted());
    const first = busy.flush();
    await delay(50);
    let flushed = false;
    const second = other.flush().then(() => (flushed = true));
    await delay(50);
    expect(flushed).toBe(false);
    gate.open();
    await Promise.all([first, second]);
    expect(published()).toHaveLength(1);
  });

  it('finishes the batch in hand when it is stopped', async () => {
    const gate = createGate();
    publish = async (messages) => {
      await gate.opened;
      batches.push(messages);
    };
    const relay = createRelay();
    await append(userDeleted());
    relay.start();
    await delay(100);
    const stopping = relay.stop();
    gate.open();
    await stopping;
    expect(published()).toHaveLength(1);
    await isEmpty();
  });
});
