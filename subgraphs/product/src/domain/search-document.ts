import type { Money } from '@techally/money';

/** What search knows of a product: everything that it finds, filters, sorts or counts by. */
export interface SearchDocument {
  /** The product's UUID. */
  readonly id: string;
  /** Grows with each change of the document, over all products: a later document is never replaced by an earlier one. */
  readonly version: bigint;
  /** An archived product has a document, too, so that it is taken out by version. */
  readonly archived: boolean;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  /** From the root of the tree down to the product's own category. */
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly price: Money;
  /** Names and values as text; what is no text, number or boolean is left out. */
  readonly specifications: readonly { readonly name: string; readonly value: string }[];
  readonly inStock: boolean;
  /** The mean rating, null without reviews. */
  readonly rating: number | null;
  readonly ratingCount: number;
  /** Pieces sold. */
  readonly sold: number;
  readonly createdAt: Date;
}
