import type { Money } from '@techally/money';

/** Free-form facts about a product, such as `{ "sku": "…", "colour": "black" }`. */
export type Specifications = { readonly [name: string]: unknown };

export interface Product {
  /** UUID. */
  readonly id: string;
  /** The article number, unique. */
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly price: Money;
  readonly categoryId: string;
  readonly specifications: Specifications;
  /** Sum and number of the published reviews' ratings. */
  readonly ratingSum: number;
  readonly ratingCount: number;
  /** When it was taken out of the catalogue; archived products stay readable for old orders. */
  readonly archivedAt: Date | null;
  /** Counts the changes; a change names the version that it was made from. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The mean rating rounded to two decimals, or null without reviews. */
export function averageRating(product: Pick<Product, 'ratingSum' | 'ratingCount'>): number | null {
  if (product.ratingCount === 0) return null;
  return Math.round((product.ratingSum / product.ratingCount) * 100) / 100;
}
