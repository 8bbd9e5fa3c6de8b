import { RevocationEntries, toEntry } from './revocation-entries.js';
import type { RevocationList } from './revocation-list.js';

/** Entries between two sweeps; a sweep of as many takes about a millisecond. */
const SWEEP_EVERY = 1_000;

/** Options of {@link createMemoryRevocationList}. */
export interface MemoryRevocationListOptions {
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
}

/** A list for a system that is one process and has no database. It is empty again after a restart. */
export function createMemoryRevocationList({
  now = Date.now,
}: MemoryRevocationListOptions = {}): RevocationList {
  const entries = new RevocationEntries(now);
  let added = 0;
  return {
    revoke(revocation) {
      entries.add(toEntry(revocation));
      if ((added += 1) % SWEEP_EVERY === 0) entries.prune();
      return Promise.resolve();
    },
    isRevoked: (claims) => entries.isRevoked(claims),
    close: () => Promise.resolve(),
  };
}
