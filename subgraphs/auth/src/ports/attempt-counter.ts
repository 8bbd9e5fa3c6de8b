/** How many attempts may fail within a window that begins with the first of them. */
export interface AttemptLimit {
  /** What is counted together, e.g. the attempts at one account. */
  readonly key: string;
  readonly limit: number;
  /** Milliseconds. */
  readonly window: number;
}

/**
 * - `reserved`: the attempt may be verified; it counts until `fail` or `release` says how it ended.
 * - `busy`: so many are being verified now that this one might exceed the limit; ask again in a moment.
 * - `exhausted`: the limit is reached.
 */
export type Reservation = 'reserved' | 'busy' | 'exhausted';

/** Atomic counters of failed attempts, shared by all replicas. */
export interface AttemptCounter {
  reserve(limit: AttemptLimit, now: Date): Promise<Reservation>;
  /** A reserved attempt failed. */
  fail(key: string): Promise<void>;
  /** A reserved attempt did not fail. */
  release(key: string): Promise<void>;
  /** Forgets the failures so far. */
  reset(key: string): Promise<void>;
}
