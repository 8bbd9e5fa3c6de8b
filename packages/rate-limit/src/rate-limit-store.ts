/** So many requests in every window; windows are aligned to the clock, so that all processes mean the same ones. */
export interface WindowLimit {
  /** Requests per window; a whole number, 0 or more. */
  readonly limit: number;
  /** Milliseconds; a whole number, 1 or more. */
  readonly windowMs: number;
}

/** What became of one request. */
export interface WindowVerdict {
  readonly allowed: boolean;
  /** Requests counted in this window, this one included when it was allowed. Refused ones are not counted. */
  readonly used: number;
  /** When the window ends, in milliseconds since the epoch by the store's clock. */
  readonly resetAt: number;
  /** Milliseconds until then, by the store's clock. */
  readonly resetAfterMs: number;
}

/** A token bucket: it starts full, is charged, and fills up again by itself. */
export interface Bucket {
  /** Tokens that it can hold, more than 0. Whoever asks for more at once is always refused. */
  readonly capacity: number;
  /** Tokens that it gets back per millisecond, more than 0. */
  readonly refillPerMs: number;
}

/** What became of one charge. */
export interface BucketVerdict {
  readonly allowed: boolean;
  /** Tokens that are left; below zero when settling found that more was used than there was. */
  readonly remaining: number;
  /** Milliseconds until so much is there: 0 when it was allowed, `Infinity` when it is more than the capacity. */
  readonly retryAfterMs: number;
}

/**
 * Counters that limits are kept by. Each operation is atomic: of any number of takes at the same moment, by any number of
 * processes that share the store, exactly as many are allowed as the limit says. A store in this process answers at once,
 * one outside with a promise, which rejects when the store is away.
 *
 * Keys are any text; counters of windows and buckets do not mix. One key is asked with one limit at a time: when the limit
 * of a key changes, what was counted counts against the new one.
 */
export interface RateLimitStore {
  /** Counts one request, if there is room for it. */
  take(key: string, window: WindowLimit): WindowVerdict | Promise<WindowVerdict>;
  /** Takes tokens out of a bucket, if there are so many; 0 or more. */
  charge(key: string, amount: number, bucket: Bucket): BucketVerdict | Promise<BucketVerdict>;
  /**
   * Corrects a charge when it is known what was really used: a positive difference is taken out, also when the bucket is
   * then below zero (so that underestimates do not pay), but never by more than a capacity (so that one slip does not
   * shut anyone out for long); a negative one is put back, as far as there is room.
   */
  settle(key: string, difference: number, bucket: Bucket): void | Promise<void>;
  /** Ends timers and connections. Nothing may be asked any more. */
  close(): Promise<void>;
}

/** Milliseconds since the epoch. */
export type Clock = () => number;
