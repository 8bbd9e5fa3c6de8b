/** Which indexes changes of products are written to, as the domain's database knows it. */
export interface SearchIndexRegistry {
  /** The latest first. */
  names(): Promise<readonly string[]>;
  add(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /**
   * Does work that one process at a time does.
   *
   * @returns Null when another process is at it.
   */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result | null>;
}
