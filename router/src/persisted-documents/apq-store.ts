/**
 * Where automatically persisted documents are kept. Texts are found by the SHA-256 hash of their own, so that no entry is
 * ever changed, and one that is lost is sent again by the next client that needs it.
 */
export interface ApqStore {
  /**
   * The text with a hash.
   * @returns A promise only where it has to be asked for elsewhere. It never rejects: what cannot be asked for is not
   * there.
   */
  get(hash: string): string | undefined | Promise<string | undefined>;
  /** Keeps a text, which has been found to be valid. It never throws. */
  set(hash: string, text: string): void;
}
