import type { RevocableClaims, Revocation } from './revocation-list.js';

/** One revocation, in milliseconds since the epoch. */
export interface RevocationEntry {
  readonly key: string;
  readonly expiresAt: number;
  /** `null`: whenever the token was issued. */
  readonly issuedBefore: number | null;
}

/** The copy of the list that a process keeps in memory. Entries only ever reach further, until they expire. */
export class RevocationEntries {
  readonly #entries = new Map<string, RevocationEntry>();
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  add(entry: RevocationEntry): void {
    if (entry.expiresAt <= this.#now()) return;
    const known = this.#entries.get(entry.key);
    this.#entries.set(entry.key, known ? furthest(known, entry) : entry);
  }

  isRevoked({ jti, sid, sub, iat }: RevocableClaims): boolean {
    // Most of the time there is nothing at all to look for.
    if (this.#entries.size === 0) return false;
    return (
      this.#applies('jti:', jti, iat) || this.#applies('sid:', sid, iat) || this.#applies('sub:', sub, iat)
    );
  }

  /** What is not in the other copy, or reaches further than there. */
  missingIn(other: RevocationEntries): RevocationEntry[] {
    const now = this.#now();
    return [...this.#entries.values()].filter((entry) => {
      if (entry.expiresAt <= now) return false;
      const known = other.#entries.get(entry.key);
      if (known === undefined) return true;
      const { expiresAt, issuedBefore } = furthest(known, entry);
      return expiresAt !== known.expiresAt || issuedBefore !== known.issuedBefore;
    });
  }

  /** Forgets what has expired. */
  prune(): void {
    const now = this.#now();
    for (const [key, { expiresAt }] of this.#entries) if (expiresAt <= now) this.#entries.delete(key);
  }

  #applies(kind: 'jti:' | 'sid:' | 'sub:', id: unknown, iat: unknown): boolean {
    if (typeof id !== 'string') return false;
    const entry = this.#entries.get(kind + id);
    if (entry === undefined || entry.expiresAt <= this.#now()) return false;
    return entry.issuedBefore === null || typeof iat !== 'number' || !(iat * 1_000 >= entry.issuedBefore);
  }
}

/** Turns a revocation as callers write it into an entry. */
export function toEntry(revocation: Revocation): RevocationEntry {
  const issuedBefore = 'issuedBefore' in revocation ? revocation.issuedBefore.getTime() : null;
  return { key: revocation.key, expiresAt: revocation.expiresAt.getTime(), issuedBefore };
}

function furthest(a: RevocationEntry, b: RevocationEntry): RevocationEntry {
  const issuedBefore =
    a.issuedBefore === null || b.issuedBefore === null ? null : Math.max(a.issuedBefore, b.issuedBefore);
  return { key: a.key, expiresAt: Math.max(a.expiresAt, b.expiresAt), issuedBefore };
}
