import type { SearchDocument } from '../domain/search-document.js';

/**
 * What search knows of the products, in the domain's database. Documents change in the transactions that change what they
 * are made of; each change makes the document one that the index lacks.
 */
export interface SearchDocumentStore {
  findMany(ids: readonly string[]): Promise<readonly SearchDocument[]>;
  /** Up to `limit` documents whose ids are greater than this one, by id: for an index that is built anew. */
  after(id: string | null, limit: number): Promise<readonly SearchDocument[]>;
  /**
   * Hands up to `limit` documents that the index lacks to `write`, which no other process gets meanwhile, and notes them as
   * indexed when it succeeds. What changes in between is handed out again.
   *
   * @returns How many there were.
   */
  indexPending(
    limit: number,
    write: (documents: readonly SearchDocument[]) => Promise<void>,
  ): Promise<number>;
}
