export interface PollingOptions {
  /** Milliseconds between two rounds. */
  readonly interval: number;
  /** One round; the signal is aborted when polling stops. */
  readonly poll: (signal: AbortSignal) => Promise<void>;
  /** Told when a round failed. */
  readonly onError: (error: unknown) => void;
}

/** After failures the interval doubles, up to this many times the usual one. */
const MAX_BACK_OFF = 16;

/**
 * Polls, one round after the other, until the function that it returns is called. The timer does not keep the process
 * alive.
 */
export function startPolling({ interval, poll, onError }: PollingOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let backOff = 1;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();

  async function next(): Promise<void> {
    try {
      await poll(signal);
      backOff = 1;
    } catch (error) {
      if (signal.aborted) return;
      backOff = Math.min(backOff * 2, MAX_BACK_OFF);
      onError(error);
    }
    schedule();
  }

  function schedule(): void {
    if (signal.aborted) return;
    timer = setTimeout(() => {
      round = next();
    }, interval * backOff).unref();
  }

  schedule();
  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await round;
  };
}
