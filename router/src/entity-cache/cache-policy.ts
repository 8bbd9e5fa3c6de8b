/** For how long, and for whom, something may be kept. */
export interface CachePolicy {
  /** Seconds; 0 for not at all. */
  readonly maxAge: number;
  /** Whether it is for one user alone. */
  readonly isPrivate: boolean;
}

export const NOT_KEPT: CachePolicy = { maxAge: 0, isPrivate: false };

/** The policy of what is made of both. */
export function stricter(one: CachePolicy, other: CachePolicy): CachePolicy {
  return { maxAge: Math.min(one.maxAge, other.maxAge), isPrivate: one.isPrivate || other.isPrivate };
}
