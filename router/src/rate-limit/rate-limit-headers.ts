/** How a limit is told to clients. */
export interface RateLimitPolicy {
  /** Its name in the header fields; plain letters. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
}

/** What is left of a limit. */
export interface RateLimitState {
  readonly remaining: number;
  /** Milliseconds until the whole limit is there again. */
  readonly resetAfterMs: number;
}

/** Writes header fields, names and values in turn, to those of an answer. */
export type WriteRateLimitHeaders = (head: string[], state: RateLimitState) => void;

/**
 * The fields `RateLimit` and `RateLimit-Policy`
 * (https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-11.html): lists, so that each policy may add its own.
 */
export function createRateLimitHeaders({ name, limit, windowMs }: RateLimitPolicy): WriteRateLimitHeaders {
  const policy = `"${name}";q=${limit};w=${Math.ceil(windowMs / 1_000)}`;
  return (head, { remaining, resetAfterMs }) => {
    const left = Math.max(0, Math.floor(remaining));
    head.push('ratelimit-policy', policy, 'ratelimit', `"${name}";r=${left};t=${toSeconds(resetAfterMs)}`);
  };
}

/** Whole seconds after which it is certainly over; a second at least. */
export function toSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
