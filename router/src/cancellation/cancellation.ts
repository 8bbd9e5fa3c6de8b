/** Somebody who works for a result that may turn out to be unwanted. */
export interface Cancellable {
  /** Nobody wants the result any more. Called once at most; must not throw. */
  cancel(reason: unknown): void;
}

/**
 * Tells those who work for a result when nobody wants it any more.
 *
 * It is what an `AbortSignal` with its `AbortController` would be, for a path that is taken many times per request: those
 * two cost some microseconds, and in Node.js 26 hold a listener that was removed until the next full garbage collection.
 * Who needs a real signal gets one of {@link signal}.
 */
export class Cancellation {
  /** One listener, the usual case, needs no set around it. */
  #listeners: Cancellable | Set<Cancellable> | undefined;
  #isCancelled = false;
  #reason: unknown;
  #controller: AbortController | undefined;

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** What was given as the reason; `undefined` before. */
  get reason(): unknown {
    return this.#reason;
  }

  /** The same as a signal; made when it is first read. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#isCancelled) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Calls `listener` when nobody wants the result any more; not if that is known already. */
  add(listener: Cancellable): void {
    if (this.#isCancelled) return;
    const listeners = this.#listeners;
    if (listeners === undefined) this.#listeners = listener;
    else if (listeners instanceof Set) listeners.add(listener);
    else this.#listeners = new Set([listeners, listener]);
  }

  remove(listener: Cancellable): void {
    const listeners = this.#listeners;
    if (listeners === listener) this.#listeners = undefined;
    else if (listeners instanceof Set) listeners.delete(listener);
  }

  cancel(reason?: unknown): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#reason = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    if (listeners instanceof Set) for (const listener of listeners) listener.cancel(reason);
    else listeners?.cancel(reason);
    this.#controller?.abort(reason);
  }
}
