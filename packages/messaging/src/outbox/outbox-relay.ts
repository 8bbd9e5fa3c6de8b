import { setTimeout as delay } from 'node:timers/promises';
import type { EventBus } from '../event-bus.js';
import { exponentialBackoff, type Backoff } from '../exponential-backoff.js';
import { Outage } from '../outage.js';
import { warn } from '../warn.js';
import { OutboxConnection } from './outbox-connection.js';

/** Options of {@link createOutboxRelay}; all times in milliseconds. */
export interface OutboxRelayOptions {
  /** The domain's database, with the table `outbox`. The relay opens one connection of its own, and listens on it. */
  readonly databaseUrl: string;
  readonly bus: Pick<EventBus, 'publish'>;
  /**
   * Between two looks into the outbox that nobody asked for. They find what a process wrote that died before it could wake
   * its relay, and whatever others write where notifications do not come through (a pooler that shares connections between
   * transactions). Default 1,000.
   */
  readonly pollInterval?: number;
  /** Messages published at once. Default 100. */
  readonly batchSize?: number;
  /** The wait after each failed attempt; being woken does not shorten it. Default: from 250 to 5,000, doubled each time. */
  readonly backoff?: Backoff;
  /** Hears of a database or a bus that is away, of each error once until it is over. Default: a process warning. */
  readonly onError?: (error: unknown) => void;
  /** Hears that messages leave again after an error. */
  readonly onRecovered?: () => void;
}

/** Carries the messages of one domain's outbox to the bus. */
export interface OutboxRelay {
  /** Starts to poll; what is in the outbox from before leaves first. */
  start(): void;
  /** Looks into the outbox now. Call it after the commit; calls while it is at work are one. */
  wake(): void;
  /** Resolves when everything that was in the outbox is published, rejects when the database or the bus fails. */
  flush(): Promise<void>;
  /** Finishes the batch in hand, leaves the rest to other replicas, and disconnects. */
  stop(): Promise<void>;
}

/**
 * Why to look into the outbox. Where several reasons meet, the last in this list counts:
 *
 * - `polled`: nobody asked;
 * - `notified`: the relay of another replica, or this one, asked all of them;
 * - `written`: this process has committed messages. Only its relay knows, so it tells the others if it is not its turn.
 */
const REASONS = ['polled', 'notified', 'written'] as const;
type Reason = (typeof REASONS)[number];

/**
 * Publishes what `appendToOutbox` wrote, in order, at least once: the rows are deleted in a transaction that commits
 * only after the bus has taken them, so a crash in between publishes them again.
 *
 * One relay at a time drains an outbox. The one that finds another at work may be too late for the batch in hand, so it
 * notifies all, and the other looks again as soon as its batch is done. If that one has let go of the lock in between, it
 * hears of it at once, or, when it died, the notifier does, which hears itself. Who was notified and finds another at work
 * has nothing to add: the other took the lock after the notification, and so sees all, or hears it after its batch. So
 * nobody goes round in circles.
 */
export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { databaseUrl, bus, pollInterval = 1_000, batchSize = 100 } = options;
  const connection = new OutboxConnection({
    databaseUrl,
    onNotification: () => {
      look('notified');
    },
  });
  const outage = new Outage({
    backoff: options.backoff ?? exponentialBackoff({ initial: 250, factor: 2, max: 5_000 }),
    onError: options.onError ?? warn,
    onRecovered: options.onRecovered ?? (() => undefined),
  });
  let wanted: Reason | null = null;
  let draining: Promise<void> | undefined;
  let stopped = false;
  let poll: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;

  const want = (reason: Reason): void => {
    if (wanted === null || REASONS.indexOf(reason) > REASONS.indexOf(wanted)) wanted = reason;
  };

  /** Publishes until the outbox is empty. False when it is another relay's turn. */
  const takeTurn = async (): Promise<boolean> => {
    for (;;) {
      const count = await connection.relayBatch(batchSize, (messages) => bus.publish(messages));
      if (count === null) return false;
      if (count < batchSize) return true;
      if (stopped) {
        want('written');
        return true;
      }
    }
  };

  const recovered = (): void => {
    clearTimeout(retry);
    retry = undefined;
    outage.succeeded();
  };

  const failed = (error: unknown): void => {
    const wait = outage.failed(error);
    clearTimeout(retry);
    if (stopped) return;
    retry = setTimeout(() => {
      retry = undefined;
      if (wanted !== null) look(wanted);
    }, wait);
  };

  const drain = async (): Promise<void> => {
    let reason: Reason = 'polled';
    try {
      while (wanted !== null && !stopped) {
        reason = wanted;
        wanted = null;
        // One small statement when there is nothing to do, which is nearly always.
        if (reason === 'polled' && (await connection.isEmpty())) recovered();
        else if (await takeTurn()) recovered();
        else if (reason === 'written') await connection.notify();
      }
    } catch (error) {
      want(reason);
      failed(error);
      throw error;
    } finally {
      // In the same turn as the check of `wanted`, so that no wake falls between the two.
      draining = undefined;
    }
  };

  const look = (reason: Reason): void => {
    want(reason);
    if (draining !== undefined || retry !== undefined || stopped) return;
    draining = drain();
    // What went wrong has been told.
    draining.catch(() => undefined);
  };

  return {
    start: () => {
      poll ??= setInterval(() => {
        look('polled');
      }, pollInterval);
      look('written');
    },
    wake: () => {
      look('written');
    },
    flush: async () => {
      want('written');
      for (;;) {
        await (draining ??= drain());
        if (stopped || (await connection.isEmpty())) return;
        // Another relay has its turn.
        await delay(10);
        want('notified');
      }
    },
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      clearTimeout(retry);
      await draining?.catch(() => undefined);
      await connection.close({ handOver: wanted !== null });
    },
  };
}
