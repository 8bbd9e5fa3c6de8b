/**
 * Calls somebody when a signal is aborted. It is an object of its own, so that it can let go of them: Node.js 26 keeps a
 * listener that was removed until the next full garbage collection, and if that was the request itself, its reply would be
 * kept too (measured: 20 µs for each request with 20 KB of reply).
 */
export class AbortListener {
  #listener: Abortable | undefined;

  constructor(
    private readonly signal: AbortSignal,
    listener: Abortable,
  ) {
    this.#listener = listener;
    signal.addEventListener('abort', this);
  }

  /** Called by the signal. */
  handleEvent(): void {
    this.#listener?.abort();
  }

  stop(): void {
    this.#listener = undefined;
    this.signal.removeEventListener('abort', this);
  }
}

export interface Abortable {
  /** Called once at most. */
  abort(): void;
}
