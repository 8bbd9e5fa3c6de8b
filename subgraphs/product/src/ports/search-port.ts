import type { PageRequest } from '@techally/subgraph-kit';

/** The orders of search hits; ties are broken by id. */
export type SearchOrder =
  'RELEVANCE' | 'PRICE_ASCENDING' | 'PRICE_DESCENDING' | 'NEWEST' | 'RATING' | 'POPULARITY';

/** A specification that hits must have, with one of these values (as text). */
export interface SpecificationFilter {
  readonly name: string;
  readonly values: readonly string[];
}

/** What hits are narrowed to; absent means any. Archived products are never found. */
export interface SearchFilter {
  /** Products of these categories and of all below them. */
  readonly categoryIds?: readonly string[];
  readonly minPriceCents?: number;
  readonly maxPriceCents?: number;
  /** The least mean rating, 1 to 5. */
  readonly minRating?: number;
  /** True: only what can be bought now. False: only what cannot. */
  readonly inStock?: boolean;
  /** All of them must hold. */
  readonly specifications?: readonly SpecificationFilter[];
}

/** What else is wanted beside the hits; each costs time. */
export interface SearchWants {
  readonly totalCount: boolean;
  readonly facets: boolean;
  readonly highlights: boolean;
  /** "Did you mean". */
  readonly suggestion: boolean;
}

export interface SearchRequest {
  /** What the customer has typed; empty finds everything that passes the filter. */
  readonly query: string;
  readonly filter: SearchFilter;
  readonly order: SearchOrder;
  readonly page: PageRequest;
  readonly wants: SearchWants;
}

/** A found product and its place among the hits. */
export interface SearchHit {
  readonly productId: string;
  /** The value that the order goes by, as text, so that a cursor keeps every digit. */
  readonly sortValue: string;
  /** Empty unless wanted. */
  readonly highlights: readonly SearchHighlight[];
}

/** What was found in a field. Offsets count UTF-16 code units, so that nobody has to trust markup. */
export interface SearchHighlight {
  readonly field: 'name' | 'category' | 'description';
  /** The field's text, or the part of it around what was found. */
  readonly text: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/** How many hits there would be with each value of one property, all filters applied but the one on this property. */
export interface SearchFacet {
  /** `category`, `price`, `rating`, `inStock`, or `specifications.<name>`. */
  readonly name: string;
  /** The most frequent first, at most 20; of ranges, in their order. */
  readonly values: readonly SearchFacetValue[];
}

export interface SearchFacetValue {
  /** What a filter takes: a category's id, a specification's value, `true`; of ranges, `25-100`, `500-`. */
  readonly value: string;
  /** What people read: a category's name. */
  readonly label: string;
  readonly count: number;
}

export interface SearchResult {
  /** Up to `page.limit + 1` hits in the request's order, or in reverse when the page is read backward. */
  readonly hits: readonly SearchHit[];
  /** Null unless wanted. */
  readonly totalCount: number | null;
  /** Empty unless wanted. */
  readonly facets: readonly SearchFacet[];
  /** The query with its misspelt words put right, when that would find more; null otherwise, or unless wanted. */
  readonly suggestion: string | null;
}

/** A completion of what a customer has begun to type. */
export interface SearchCompletion {
  /** A product's or a category's name. */
  readonly text: string;
  readonly kind: 'PRODUCT' | 'CATEGORY';
  /** Of the product or the category. */
  readonly id: string;
}

/** Finds products by words, with tolerance for typing errors and for words that are not typed to their end. */
export interface ProductSearch {
  search(request: SearchRequest): Promise<SearchResult>;
  /** Names that have words beginning with those of the prefix, the likeliest first. */
  complete(prefix: string, limit: number): Promise<readonly SearchCompletion[]>;
}
