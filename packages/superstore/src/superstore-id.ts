import { uuidV5 } from './uuid-v5.js';

/** The namespace of all ids made from the table: UUIDv5 of `superstore.techally.example` among domain names. */
export const SUPERSTORE_NAMESPACE = '371c85a5-0d50-5067-b804-10fe4b52a67d';

/**
 * The id of a thing of the table. The parts are joined as JSON, so that `('a', 'bc')` and `('ab', 'c')` differ.
 * An id may be stored and compared across releases: changing this function orphans every seeded row.
 */
export function superstoreId(kind: 'category' | 'product' | 'customer', ...parts: string[]): string {
  return uuidV5(JSON.stringify([kind, ...parts]), SUPERSTORE_NAMESPACE);
}
