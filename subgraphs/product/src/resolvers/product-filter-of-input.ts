import { centsFromDecimal } from '@techally/money';
import type { ProductFilter } from '../ports/product-store.js';
import type { ProductFilterInput } from './inputs/product-inputs.js';

/** Reads the filter of a query; `null` fields narrow nothing. */
export function productFilter(input: ProductFilterInput | null | undefined): ProductFilter {
  return {
    ...(input?.categoryId == null ? {} : { categoryId: input.categoryId }),
    ...(input?.minPrice == null ? {} : { minPriceCents: centsFromDecimal(input.minPrice) }),
    ...(input?.maxPrice == null ? {} : { maxPriceCents: centsFromDecimal(input.maxPrice) }),
    ...(input?.minRating == null ? {} : { minRating: input.minRating }),
  };
}
