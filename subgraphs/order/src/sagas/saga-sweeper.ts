import { OrderRevision } from '../application/order-revision.js';
import type { OrderTransactions } from '../ports/order-transactions.js';
import type { SagaStore } from '../ports/saga-store.js';
import type { SagaCourse } from './saga-course.js';
import { handleTimeout } from './saga-timeouts.js';

/** Takes up sagas that wait in vain. */
export interface SagaSweeper {
  start(): void;
  /** One look; resolves with how many sagas were moved on. */
  sweep(): Promise<number>;
  /** Finishes the look in progress. */
  stop(): Promise<void>;
}

export interface SagaSweeperOptions {
  readonly sagas: SagaStore;
  readonly transactions: OrderTransactions;
  readonly course: SagaCourse;
  readonly now: () => Date;
  /** Milliseconds between two looks. Default 1,000. */
  readonly interval?: number | undefined;
  /** Hears of a saga that could not be moved on, and of a database that is away; the next look tries again. */
  readonly onError: (error: unknown) => void;
}

/** Sagas of one look, so that one look has an end. */
const BATCH = 100;

/**
 * Looks every second for sagas whose deadline has passed. Any number of replicas may do so: each saga is moved on by
 * the one that gets its lock (SKIP LOCKED), and the others find its deadline in the future then.
 */
export function createSagaSweeper(options: SagaSweeperOptions): SagaSweeper {
  const { sagas, transactions, course, now, interval = 1_000, onError } = options;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<number> | undefined;
  let stopped = false;

  async function takeUp(orderId: string): Promise<boolean> {
    return transactions.$transaction(async ({ orders }) => {
      const rows = await orders.lockIfFree(orderId);
      if (rows === null) return false;
      const revision = new OrderRevision(rows, now());
      if (!handleTimeout(revision, course)) return false;
      await orders.save(rows, revision);
      return true;
    });
  }

  async function look(): Promise<number> {
    let moved = 0;
    for (const orderId of await sagas.overdueOrders(now(), BATCH)) {
      if (stopped) break;
      try {
        if (await takeUp(orderId)) moved += 1;
      } catch (error) {
        // The others must not wait for this one.
        onError(error);
      }
    }
    return moved;
  }

  const sweep = (): Promise<number> => (sweeping ??= look().finally(() => (sweeping = undefined)));

  return {
    start() {
      timer ??= setInterval(() => {
        sweep().catch(onError);
      }, interval);
    },
    sweep,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await sweeping?.catch(onError);
    },
  };
}
