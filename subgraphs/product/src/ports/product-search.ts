import type { PageRequest } from '@techally/subgraph-kit';
import type { Product } from '../domain/product.js';
import type { ProductFilter } from './product-store.js';

/** The name of the order of search hits (best first); part of every cursor. */
export const SEARCH_ORDER = 'RELEVANCE';

/** A found product and its place among the hits. */
export interface SearchHit {
  readonly product: Product;
  /** Higher is better; text, so that a cursor keeps every digit. */
  readonly score: string;
}

/** How many hits there are for each value of one property. */
export interface SearchFacet {
  readonly name: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

/** Finds products by words, with tolerance for typing errors. */
export interface ProductSearch {
  /** Up to `page.limit + 1` hits, best first. */
  hits(query: string, filter: ProductFilter, page: PageRequest): Promise<readonly SearchHit[]>;
  count(query: string, filter: ProductFilter): Promise<number>;
  facets(query: string, filter: ProductFilter): Promise<readonly SearchFacet[]>;
}
