import type { ServiceLogger } from '@techally/subgraph-kit';

export interface SweepTimer {
  start(): void;
  /** Waits for a sweep under way. */
  stop(): Promise<void>;
}

/** Repeats a task at an interval in milliseconds; its failures are logged, and the next run tries again. */
export function createSweepTimer(
  task: () => Promise<void>,
  interval: number,
  logger: ServiceLogger,
): SweepTimer {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  function run(): void {
    running ??= task()
      .catch((err: unknown) => {
        logger.warn({ err }, 'auth housekeeping');
      })
      .finally(() => (running = undefined));
  }

  return {
    start() {
      timer ??= setInterval(run, interval).unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
