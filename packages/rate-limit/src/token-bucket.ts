import type { Bucket, BucketVerdict } from './rate-limit-store.js';

/** What is known of a bucket; one that is not known is full. */
export interface BucketState {
  /** At `seenAt`. */
  tokens: number;
  /** Milliseconds since the epoch. */
  seenAt: number;
}

/** Fills a bucket up to now. A clock that went back fills nothing. */
export function refill(state: BucketState, { capacity, refillPerMs }: Bucket, now: number): void {
  const elapsed = Math.max(0, now - state.seenAt);
  state.tokens = Math.min(capacity, state.tokens + elapsed * refillPerMs);
  state.seenAt = Math.max(now, state.seenAt);
}

/** Tokens after settling: a capacity below zero at the least, a full bucket at most. */
export function settled(tokens: number, difference: number, capacity: number): number {
  return Math.max(-capacity, Math.min(capacity, tokens - difference));
}

/** @param tokens Those left after the charge, if it was allowed. */
export function bucketVerdict(
  allowed: boolean,
  tokens: number,
  { amount, bucket }: { readonly amount: number; readonly bucket: Bucket },
): BucketVerdict {
  if (allowed) return { allowed, remaining: tokens, retryAfterMs: 0 };
  const retryAfterMs = amount > bucket.capacity ? Infinity : (amount - tokens) / bucket.refillPerMs;
  return { allowed, remaining: tokens, retryAfterMs };
}
