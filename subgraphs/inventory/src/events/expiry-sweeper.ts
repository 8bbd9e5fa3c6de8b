import { releaseExpired } from '../application/release-expired.js';
import type { UnitOfWork } from '../ports/inventory-transaction.js';

export interface ExpirySweeperOptions {
  readonly work: UnitOfWork;
  readonly now: () => Date;
  /** Milliseconds between two sweeps. Default 5,000. */
  readonly interval?: number;
  /** Called after a sweep that released something. */
  readonly wakeOutbox: () => void;
  /** Hears of a sweep that failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

/** Releases reservations that ran out. Any number of replicas may sweep at once: each takes what no other has. */
export interface ExpirySweeper {
  start(): void;
  /** Waits for the sweep in progress. */
  stop(): Promise<void>;
}

/** Keeps one sweep's transaction short: every product in it is locked until its end. */
const BATCH = 50;

export function createExpirySweeper(options: ExpirySweeperOptions): ExpirySweeper {
  const { work, now, interval = 5_000, wakeOutbox, onError } = options;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | undefined;
  let stopped = false;

  async function sweep(): Promise<void> {
    let released: number;
    do {
      released = await releaseExpired(work, { now: now(), limit: BATCH });
      if (released > 0) wakeOutbox();
    } while (released === BATCH && !stopped);
  }

  return {
    start() {
      timer ??= setInterval(() => {
        sweeping ??= sweep()
          .catch(onError)
          .finally(() => (sweeping = undefined));
      }, interval);
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await sweeping;
    },
  };
}
