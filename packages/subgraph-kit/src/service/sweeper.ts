/** Options of {@link createSweeper}. */
export interface SweeperOptions<Row> {
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** How many rows are worked on at once. Default 10. */
  readonly concurrency?: number;
  /** Takes up to `limit` rows whose time has come. */
  readonly claim: (limit: number) => Promise<readonly Row[]>;
  readonly handle: (row: Row) => Promise<unknown>;
  /** Hears of everything that goes wrong; the sweeper goes on at its next look. */
  readonly onError: (error: unknown) => void;
}

/** Looks after rows whose time has come. */
export interface Sweeper {
  start(): void;
  /** Looks now. */
  wake(): void;
  /** Takes no more rows and waits for those in hand. */
  stop(): Promise<void>;
}

/** A slow row holds up no other: each look takes as many as there is room for, and a row that ends makes room. */
export function createSweeper<Row>({
  interval,
  concurrency = 10,
  claim,
  handle,
  onError,
}: SweeperOptions<Row>): Sweeper {
  const running = new Set<Promise<unknown>>();
  let looking: Promise<void> | undefined;
  let again = false;
  let active = false;
  let timer: NodeJS.Timeout | undefined;

  function run(row: Row): void {
    const task = handle(row)
      .catch(onError)
      .finally(() => {
        const wasFull = running.size >= concurrency;
        running.delete(task);
        if (wasFull) wake();
      });
    running.add(task);
  }

  async function look(): Promise<void> {
    do {
      again = false;
      const room = concurrency - running.size;
      if (room <= 0) return;
      const rows = await claim(room);
      for (const row of rows) run(row);
      if (rows.length === room) again = true;
    } while (again && active);
  }

  function wake(): void {
    again = true;
    if (!active || looking !== undefined) return;
    looking = look()
      .catch(onError)
      .finally(() => {
        looking = undefined;
        // Somebody called while the last look was ending.
        if (again && running.size < concurrency) wake();
      });
  }

  return {
    start() {
      active = true;
      timer ??= setInterval(wake, interval);
      wake();
    },
    wake,
    async stop() {
      active = false;
      clearInterval(timer);
      timer = undefined;
      await looking;
      await Promise.all(running);
    },
  };
}
