/** Milliseconds to wait after failed attempt number `attempt` (from 1) before the next one. */
export type Backoff = (attempt: number) => number;

/** How {@link exponentialBackoff} grows; all times in milliseconds. */
export interface ExponentialBackoffOptions {
  /** The first wait. Default 250. */
  readonly initial?: number;
  /** What each wait is multiplied by for the next. Default 4. */
  readonly factor?: number;
  /** The longest wait. Default 60,000. */
  readonly max?: number;
}

/**
 * Waits that grow exponentially, each shortened by a random part of up to a half, so that what failed together does
 * not come back together. The default, with 5 attempts, bridges an outage of about 15 seconds.
 */
export function exponentialBackoff({
  initial = 250,
  factor = 4,
  max = 60_000,
}: ExponentialBackoffOptions = {}): Backoff {
  return (attempt) => {
    const wait = Math.min(max, initial * factor ** (attempt - 1));
    return Math.round(wait * (1 - Math.random() / 2));
  };
}
