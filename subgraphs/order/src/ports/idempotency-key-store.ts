/** The idempotency keys of mutations that were carried out. */
export interface IdempotencyKeyStore {
  /** Forgets keys that were taken before; resolves with how many. Each may be taken again, for anything. */
  deleteOlder(before: Date): Promise<number>;
}
