import { setTimeout as delay } from 'node:timers/promises';
import { SUBSCRIPTIONS, type Message } from '@techally/contracts';
import { createTestDatabase, type TestDatabase } from '@techally/database/testing';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeEventBusContract } from '../event-bus.contract.js';
import type { EventBus, JsonValue } from '../event-bus.js';
import { eventually } from '../testing/eventually.js';
import { paymentCompleted, userDeleted } from '../testing/example-messages.js';
import { createGate } from '../testing/gate.js';
import { createPostgresEventBus, type PostgresEventBusOptions } from './create-postgres-event-bus.js';

describeEventBusContract('PostgreSQL', async () => {
  const database = await createTestDatabase('platform');
  return {
    createBus: (options) =>
      createPostgresEventBus({ databaseUrl: database.url, onError: () => undefined, ...options }),
    dispose: () => database.close(),
  };
});

describe('the event bus on PostgreSQL alone', () => {
  let database: TestDatabase;
  let sql: Client;
  let buses: EventBus[];
  let errors: unknown[];

  beforeEach(async () => {
    database = await createTestDatabase('platform');
    sql = new Client({ connectionString: database.url });
    await sql.connect();
    buses = [];
    errors = [];
  });

  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await sql.end();
    await database.close();
  });

  const startBus = async (options: Partial<PostgresEventBusOptions> = {}): Promise<EventBus> => {
    const bus = createPostgresEventBus({
      databaseUrl: database.url,
      topology: SUBSCRIPTIONS,
      onError: (error) => errors.push(error),
      ...options,
    });
    buses.push(bus);
    await bus.start();
    return bus;
  };

  const terminate = (applicationName: string) =>
    sql.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [applicationName],
    );

  it('starts within 3 s on an empty database and within 1 s after that, with generous room for a busy machine', async () => {
    const first = performance.now();
    const bus = await startBus();
    const second = performance.now();
    await bus.close();
    const third = performance.now();
    await startBus();
    const end = performance.now();
    expect(second - first).toBeLessThan(3_000);
    expect(end - third).toBeLessThan(1_000);
  });

  it('needs at most five connections for consumers of every queue', async () => {
    const bus = await startBus();
    for (const [service, types] of Object.entries(SUBSCRIPTIONS)) {
      for (const type of types) await bus.subscribe({ service, type, handle: async () => {} });
    }
    await Promise.all(Array.from({ length: 50 }, () => bus.publish([userDeleted(), paymentCompleted()])));
    const { rows } = await sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND backend_type = 'client backend'`,
    );
    expect(rows[0]?.count).toBeLessThanOrEqual(5);
    expect(errors).toEqual([]);
  });

  it('goes on when its connections are cut', async () => {
    const bus = await startBus({ pollInterval: 100 });
    const received: Message[] = [];
    const broadcasts: JsonValue[] = [];
    await bus.subscribe({
      service: 'user',
      type: 'UserDeleted',
      handle: async (message) => void received.push(message),
    });
    bus.onBroadcast('evict', (payload) => broadcasts.push(payload));
    await terminate('techally-listen');
    await terminate('techally-bus');
    await eventually(() => bus.publish([userDeleted()]));
    await eventually(() => expect(received).toHaveLength(1));
    await eventually(async () => {
      await bus.broadcast('evict', 'now');
      expect(broadcasts).toContain('now');
    });
    expect(errors.length).toBeGreaterThan(0);
  });

  it('holds a message once while it waits, however often it is published', async () => {
    const bus = await startBus();
    const message = userDeleted();
    await bus.publish([message, message]);
    await bus.publish([message]);
    const depth = await bus.depth();
    expect([depth['user.UserDeleted'], depth['order.UserDeleted']]).toEqual([1, 1]);
  });

  it('finds by polling what no notification told of', async () => {
    const bus = await startBus({ pollInterval: 100 });
    const received: Message[] = [];
    await bus.subscribe({
      service: 'user',
      type: 'UserDeleted',
      handle: async (message) => void received.push(message),
    });
    await bus.publish([paymentCompleted()]);
    await sql.query(
      `UPDATE pgboss.job_common SET name = 'user.UserDeleted' WHERE name = 'order.PaymentCompleted'`,
    );
    await eventually(() => expect(received).toHaveLength(1), 1_000);
  });

  /** What other processes hear of messages, from now on. */
  const listen = async (): Promise<string[]> => {
    const heard: string[] = [];
    const { rows } = await sql.query<{ channel: string }>(
      `SELECT 'pgboss_' || left(encode(sha224('pgboss'), 'hex'), 24) AS channel`,
    );
    sql.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await sql.query(`LISTEN "${String(rows[0]?.channel)}"`);
    return heard;
  };

  it('tells other processes of messages that this one has no consumer or no room for, and of no others', async () => {
    const bus = await startBus();
    const gate = createGate();
    let handling = 0;
    await bus.subscribe({
      service: 'user',
      type: 'UserDeleted',
      concurrency: 2,
      handle: () => {
        handling += 1;
        return gate.opened;
      },
    });
    const heard = await listen();
    const others = ['notification.UserDeleted', 'order.UserDeleted', 'product.UserDeleted'];
    await bus.publish([userDeleted()]);
    await eventually(() => expect(heard.sort()).toEqual(others));
    await bus.publish([userDeleted()]);
    await eventually(() => expect(handling).toBe(2));
    await eventually(() => expect(heard).toHaveLength(2 * others.length));
    expect(heard).not.toContain('user.UserDeleted');
    await bus.publish([userDeleted()]);
    await eventually(() => expect(heard).toContain('user.UserDeleted'));
    gate.open();
    await eventually(() => expect(handling).toBe(3));
  });

  it('wakes the consumers of other processes without a poll', async () => {
    const producer = await startBus({ pollInterval: 60_000 });
    const consumer = await startBus({ pollInterval: 60_000 });
    const received: Message[] = [];
    await consumer.subscribe({
      service: 'user',
      type: 'UserDeleted',
      handle: async (message) => void received.push(message),
    });
    await consumer.publish([paymentCompleted()]);
    for (let count = 1; count <= 20; count += 1) {
      await producer.publish([userDeleted()]);
      await eventually(() => expect(received).toHaveLength(count), 2_000);
    }
  });

  it('takes messages that were published together by one statement, and deletes them by one', async () => {
    const bus = await startBus({ pollInterval: 60_000 });
    let handled = 0;
    const handle = async () => void (handled += 1);
    for (const service of ['user', 'product', 'order', 'notification']) {
      await bus.subscribe({ service, type: 'UserDeleted', handle });
    }
    await bus.subscribe({ service: 'order', type: 'PaymentCompleted', handle });
    // Each consumer looks for messages when it starts.
    await delay(200);
    const query = vi.spyOn(Client.prototype, 'query');
    const count = (name: string) =>
      query.mock.calls.filter(([config]) => (config as unknown as { name?: string }).name === name).length;
    try {
      await bus.publish([userDeleted(), paymentCompleted()]);
      await eventually(async () =>
        expect(Object.values(await bus.depth()).every((waiting) => waiting === 0)).toBe(true),
      );
      expect(handled).toBe(5);
      expect([count('insert-jobs'), count('claim-jobs'), count('delete-jobs')]).toEqual([1, 1, 1]);
    } finally {
      query.mockRestore();
    }
  });

  it('works off at hundreds a second what piled up, also while the planner takes the queue for empty', async () => {
    const bus = await startBus();
    const handle = async () => {
      handled += 1;
    };
    let handled = 0;
    const early = await bus.subscribe({ service: 'order', type: 'PaymentCompleted', handle });
    await bus.publish([paymentCompleted()]);
    await eventually(() => expect(handled).toBe(1));
    await early.close();
    await sql.query('VACUUM ANALYZE pgboss.job_common');
    await sql.query('ALTER TABLE pgboss.job_common SET (autovacuum_enabled = false)');
    for (let call = 0; call < 50; call += 1) {
      await bus.publish(Array.from({ length: 100 }, () => paymentCompleted()));
    }
    const start = performance.now();
    await bus.subscribe({ service: 'order', type: 'PaymentCompleted', handle });
    await eventually(() => expect(handled).toBe(5_001), 15_000);
    expect(5_000 / ((performance.now() - start) / 1_000)).toBeGreaterThan(500);
  });

  it('makes a dead letter of a message that kills every process that takes it, and redrives it', async () => {
    const bus = await startBus({ closeTimeout: 50 });
    let handled = 0;
    await bus.subscribe({
      service: 'user',
      type: 'UserDeleted',
      handle: () => (handled++ === 0 ? new Promise(() => {}) : Promise.resolve()),
    });
    await bus.publish([userDeleted()]);
    await eventually(() => expect(handled).toBe(1));
    // As it looks when the last of ten processes has been silent for a minute.
    await sql.query(
      `UPDATE pgboss.job SET retry_count = retry_limit, heartbeat_on = now() - interval '1 minute'
       WHERE name = 'user.UserDeleted' AND state = 'active'`,
    );
    const [dead] = await eventually(async () => {
      const letters = await bus.deadLetters();
      expect(letters).toHaveLength(1);
      return letters;
    }, 20_000);
    expect(dead?.queue).toBe('user.UserDeleted');
    expect(dead?.error).toMatch(/heartbeat/);
    await bus.redrive(dead?.id ?? '');
    await eventually(() => expect(handled).toBe(2));
    expect(await bus.deadLetters()).toEqual([]);
  });
});
