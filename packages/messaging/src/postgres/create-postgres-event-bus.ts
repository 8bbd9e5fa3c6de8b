import type { Message } from '@techally/contracts';
import { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { commonBusOptions, type CommonBusOptions } from '../common-bus-options.js';
import { BusState } from '../bus-state.js';
import type { DeadLetter, EventBus, JsonValue, SubscribeOptions, Subscription } from '../event-bus.js';
import { queuesOf } from '../topology.js';
import { createBossDatabase } from './boss-database.js';
import { createBroadcaster } from './broadcaster.js';
import { createDeadLetterStore } from './dead-letter-store.js';
import { declareQueues } from './declare-queues.js';
import { JobClaims } from './job-claims.js';
import { JobDeletions } from './job-deletions.js';
import { JobNotifier } from './job-notifier.js';
import { countUnfinishedJobs, findReadyQueues } from './job-table.js';
import { createNotificationListener } from './notification-listener.js';
import { publishMessages } from './publish-messages.js';
import { QueueConsumer } from './queue-consumer.js';

/** Options of {@link createPostgresEventBus}; all times in milliseconds unless they say otherwise. */
export interface PostgresEventBusOptions extends CommonBusOptions {
  /** The database that holds the schema `pgboss`; one for all services. */
  readonly databaseUrl: string;
  /** Connections for statements; one more listens. Default 4. */
  readonly maxConnections?: number;
  /** How often to look for messages that no notification told of. Default 1000. */
  readonly pollInterval?: number;
  /** After how many seconds of silence a process's messages go to another; at least 10. Default 10. */
  readonly heartbeatSeconds?: number;
}

/** How often pg-boss looks for messages of processes that have gone silent, in seconds. */
const SUPERVISE_SECONDS = 5;

/** The event bus on PostgreSQL: pg-boss for the queues, LISTEN/NOTIFY for fan-out and for waking consumers. */
export function createPostgresEventBus(options: PostgresEventBusOptions): EventBus {
  const { databaseUrl, pollInterval = 1_000, heartbeatSeconds = 10 } = options;
  const { topology, backoff, closeTimeout, onError } = commonBusOptions(options);
  const queues = queuesOf(topology);
  const state = new BusState();
  const consumers = new Map<string, Set<QueueConsumer>>();
  const timers: NodeJS.Timeout[] = [];
  const pool = createPool(databaseUrl, options.maxConnections ?? 4);
  let ended = false;
  pool.on('error', (error) => {
    // A server that stops right after us cuts connections that are on their way out.
    if (!ended) onError(error);
  });
  const listener = createNotificationListener(databaseUrl, onError);
  const broadcaster = createBroadcaster(pool, listener.listen, onError);
  const notifier = new JobNotifier(pool, onError);
  const boss = createBoss();
  const work = {
    pool,
    boss,
    claims: new JobClaims(pool),
    deletions: new JobDeletions(pool),
    backoff,
    onError,
  };
  const deadLetters = createDeadLetterStore({ pool, boss, queues: queues.names });

  function createBoss(): PgBoss {
    const database = createBossDatabase(pool, (name, onNotification, onReconnect) => {
      // pg-boss derives it from the schema's name.
      notifier.channel = name;
      return listener.listen(
        name,
        (queue) => {
          onNotification(queue);
          wake(queue);
        },
        () => {
          onReconnect();
          wakeAll();
        },
      );
    });
    const created = new PgBoss({
      db: database,
      schema: 'pgboss',
      useListenNotify: true,
      supervise: true,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
      // Not used here, so not run: cron, job flows, statistics, the registry of instances, tracing.
      schedule: false,
      flowIntervalSeconds: 3_600,
      bamIntervalSeconds: 3_600,
      persistWarnings: false,
      registerInstance: false,
      monitorVacuum: false,
      openTelemetry: { enabled: false },
    });
    created.on('error', onError);
    return created;
  }

  function wake(queue: string): void {
    for (const consumer of consumers.get(queue) ?? []) consumer.wake();
  }

  function wakeAll(): void {
    for (const queue of consumers.keys()) wake(queue);
  }

  /**
   * Tells of new messages: this process's consumers at once, and the others where these have no room for more. A notification
   * that gets lost is made up for by the others' next poll.
   */
  function announce(queues: readonly string[]): void {
    notifier.notify(
      queues.filter((queue) => ![...(consumers.get(queue) ?? [])].some((each) => each.hasRoom)),
    );
    queues.forEach(wake);
  }

  async function poll(): Promise<void> {
    if (consumers.size === 0) return;
    (await findReadyQueues(pool, [...consumers.keys()])).forEach(wake);
  }

  async function beat(): Promise<void> {
    for (const group of consumers.values()) for (const consumer of group) await consumer.beat();
  }

  return {
    async start() {
      state.begin();
      await boss.start();
      await declareQueues(boss, queues.names, heartbeatSeconds);
      await broadcaster.start();
      timers.push(repeat(poll, pollInterval, onError), repeat(beat, (heartbeatSeconds * 1_000) / 3, onError));
      state.started();
    },

    async publish(messages: readonly Message[]) {
      state.assertStarted();
      announce(await publishMessages(pool, queues.ofType, messages));
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- A method of the port rejects, it does not throw.
    async subscribe({
      service,
      type,
      handle,
      concurrency = 10,
      attempts = 5,
    }: SubscribeOptions): Promise<Subscription> {
      state.assertStarted();
      const queue = queues.nameOf(service, type);
      const consumer = new QueueConsumer(work, queue, { handle, concurrency, attempts });
      const group = consumers.get(queue) ?? new Set();
      consumers.set(queue, group.add(consumer));
      consumer.wake();
      return {
        close: async () => {
          // It stays in the group until it is done, so that its heart goes on beating.
          await consumer.close();
          group.delete(consumer);
          if (group.size === 0 && consumers.get(queue) === group) consumers.delete(queue);
        },
      };
    },

    async broadcast(topic: string, payload: JsonValue) {
      state.assertStarted();
      await broadcaster.broadcast(topic, payload);
    },

    onBroadcast: (topic, onPayload) => broadcaster.onBroadcast(topic, onPayload),

    async deadLetters({ limit = 100 } = {}): Promise<readonly DeadLetter[]> {
      state.assertStarted();
      return deadLetters.list(limit);
    },

    async deadLetter(id: string): Promise<DeadLetter | null> {
      state.assertStarted();
      return deadLetters.find(id);
    },

    async redrive(id: string) {
      state.assertStarted();
      await deadLetters.redrive(id);
    },

    async discard(id: string) {
      state.assertStarted();
      await deadLetters.discard(id);
    },

    async depth() {
      state.assertStarted();
      const counts = await countUnfinishedJobs(pool, queues.names);
      return Object.fromEntries(queues.names.map((queue) => [queue, counts.get(queue) ?? 0]));
    },

    async close() {
      if (!state.close()) return;
      const limit = AbortSignal.timeout(closeTimeout);
      await Promise.all([...consumers.values()].flatMap((group) => [...group]).map((c) => c.close(limit)));
      for (const timer of timers) clearInterval(timer);
      consumers.clear();
      await notifier.idle();
      await boss.stop({ graceful: false, close: false });
      await listener.close();
      ended = true;
      await pool.end();
    },
  };
}

/**
 * Claiming and deleting a job need not wait for the disk: what a crash of the database forgets of it, at worst the
 * last fraction of a second, is delivered again, and inboxes know it. Publishing does wait (see `publishMessages`).
 *
 * The planner must not judge by the size that the job table has at the moment: sequential scans and sorts, the right
 * thing for the nearly empty table that it usually is, would be ruin when it fills.
 */
function createPool(databaseUrl: string, max: number): Pool {
  return new Pool({
    connectionString: databaseUrl,
    max,
    application_name: 'techally-bus',
    options: '-c synchronous_commit=off -c enable_seqscan=off -c enable_sort=off',
  });
}

/** Repeats a task at an interval; a run that takes longer than the interval makes the next ones wait. */
function repeat(
  task: () => Promise<void>,
  interval: number,
  onError: (error: unknown) => void,
): NodeJS.Timeout {
  let running = false;
  return setInterval(() => {
    if (running) return;
    running = true;
    task()
      .catch(onError)
      .finally(() => (running = false));
  }, interval);
}
