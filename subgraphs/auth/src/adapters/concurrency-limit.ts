/** Runs a task when there is room. Tasks wait in the order they came. */
export type ConcurrencyLimit = <Result>(task: () => Promise<Result>) => Promise<Result>;

export interface ConcurrencyLimitOptions {
  /** How many tasks run at once. */
  readonly running: number;
  /** How many may wait. */
  readonly waiting: number;
  /** Makes the error for one that may not. */
  readonly overflow: () => Error;
}

/** Bounds how many tasks run at once, and how many wait for their turn. */
export function createConcurrencyLimit({
  running,
  waiting,
  overflow,
}: ConcurrencyLimitOptions): ConcurrencyLimit {
  const queue: (() => void)[] = [];
  let active = 0;

  return async (task) => {
    if (active < running) active += 1;
    else if (queue.length >= waiting) throw overflow();
    // Whoever finishes hands over its place, so `active` stays as it is.
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next === undefined) active -= 1;
      else next();
    }
  };
}
