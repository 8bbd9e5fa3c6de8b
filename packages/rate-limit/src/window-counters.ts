import type { WindowLimit, WindowVerdict } from './rate-limit-store.js';

/** All counters of the window that is on, of one length. */
interface CurrentWindow {
  /** Milliseconds since the epoch. */
  start: number;
  used: Map<string, number>;
}

/**
 * Counts per key and window, in memory. All windows of one length end at the same moment, so what has ended is dropped
 * in one piece: there is nothing to sweep, and no timer.
 */
export class WindowCounters {
  readonly #windows = new Map<number, CurrentWindow>();

  /** @param maxKeys of one window length; past that, the oldest counter is forgotten for each new one */
  constructor(private readonly maxKeys: number) {}

  take(key: string, { limit, windowMs }: WindowLimit, now: number): WindowVerdict {
    const window = this.#window(windowMs, now);
    const resetAt = window.start + windowMs;
    const used = window.used.get(key) ?? 0;
    if (used >= limit) return { allowed: false, used, resetAt, resetAfterMs: resetAt - now };
    if (used === 0) this.#makeRoom(window.used);
    window.used.set(key, used + 1);
    return { allowed: true, used: used + 1, resetAt, resetAfterMs: resetAt - now };
  }

  #window(windowMs: number, now: number): CurrentWindow {
    const start = now - (now % windowMs);
    let window = this.#windows.get(windowMs);
    if (window === undefined) {
      window = { start, used: new Map() };
      this.#windows.set(windowMs, window);
    } else if (start > window.start) {
      // Not for an earlier one: a clock that is set back opens no window a second time.
      window.start = start;
      window.used = new Map();
    }
    return window;
  }

  #makeRoom(used: Map<string, number>): void {
    if (used.size < this.maxKeys) return;
    for (const oldest of used.keys()) {
      used.delete(oldest);
      return;
    }
  }
}
