/** Options of {@link createPeriodicTask}. */
export interface PeriodicTaskOptions {
  /** Milliseconds between the beginnings of two runs. */
  readonly interval: number;
  readonly task: () => Promise<void>;
  /** Hears of a run that failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

/** Something that is done again and again, such as to delete what is over; it keeps no process alive. */
export interface PeriodicTask {
  /** The first run begins after one interval. */
  start(): void;
  /** Runs now, or waits for the run under way. */
  run(): Promise<void>;
  /** Waits for a run under way. */
  stop(): Promise<void>;
}

/** Repeats a task; no two runs of it are at work at once. */
export function createPeriodicTask({ interval, task, onError }: PeriodicTaskOptions): PeriodicTask {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  function run(): Promise<void> {
    return (running ??= task()
      .catch(onError)
      .finally(() => (running = undefined)));
  }

  return {
    start() {
      timer ??= setInterval(() => void run(), interval).unref();
    },
    run,
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await running;
    },
  };
}
