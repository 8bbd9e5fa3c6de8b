import type { SearchFilter } from '../ports/search-port.js';
import type { ProductSearchFilterInput } from './inputs/search-inputs.js';
import { productFilter } from './product-filter-of-input.js';

/** Reads the filter of a search; `null` fields narrow nothing. */
export function searchFilter(input: ProductSearchFilterInput | null | undefined): SearchFilter {
  const { categoryId, ...filter } = productFilter(input);
  const categoryIds = [...(input?.categoryIds ?? []), ...(categoryId === undefined ? [] : [categoryId])];
  return {
    ...filter,
    ...(input?.categoryIds == null && categoryId === undefined ? {} : { categoryIds }),
    ...(input?.inStock == null ? {} : { inStock: input.inStock }),
    ...(input?.specifications == null ? {} : { specifications: input.specifications }),
  };
}
