import type { Specifications } from './product.js';

/** A fact about a product as search filters and counts by it. */
export interface SearchSpecification {
  readonly name: string;
  readonly value: string;
}

/** Longer names and values are texts, which nobody filters by, and more than an index holds. */
const LONGEST = 255;

/** Names and values as text, by name; what is no text, number or boolean is left out, and so is what is too long. */
export function searchSpecifications(specifications: Specifications): readonly SearchSpecification[] {
  return Object.entries(specifications)
    .filter((entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
    )
    .map(([name, value]) => ({ name, value: String(value) }))
    .filter(({ name, value }) => name !== '' && value !== '' && name.length + value.length <= LONGEST);
}
