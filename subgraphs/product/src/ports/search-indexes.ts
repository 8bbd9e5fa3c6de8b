import type { SearchDocument } from '../domain/search-document.js';

/** Thrown when an index that is written to is not there (any more). */
export class SearchIndexMissingError extends Error {
  readonly code = 'SEARCH_INDEX_MISSING';
}

/** Thrown when the search engine did not take documents; they are still to be indexed. */
export class SearchIndexWriteError extends Error {
  readonly code = 'SEARCH_INDEX_WRITE_FAILED';
}

/** Indexes of products in a search engine, by their names. */
export interface SearchIndexes {
  create(name: string): Promise<void>;
  /**
   * Writes documents to all of these indexes. A later version stays, whatever comes after it.
   *
   * @throws {SearchIndexMissingError} Thrown when one of the indexes is missing; it is not made by being written to.
   * @throws {SearchIndexWriteError} Thrown when a document was not taken and may be at another attempt.
   */
  write(names: readonly string[], documents: readonly SearchDocument[]): Promise<void>;
  /** Makes what was written be found. */
  refresh(name: string): Promise<void>;
  /** How many documents are found in an index, those of archived products included. */
  count(name: string): Promise<number>;
  /** Those whose names begin with this. */
  list(prefix: string): Promise<readonly string[]>;
  /** The index that an alias leads to; null if there is none. */
  live(alias: string): Promise<string | null>;
  /** Lets the alias lead to this index and to no other, in one step. */
  makeLive(alias: string, name: string): Promise<void>;
  /** Deletes an index, whether it is there or not. */
  drop(name: string): Promise<void>;
}
