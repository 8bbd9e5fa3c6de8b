/** What this domain knows of a product: its own copy of what the product domain has announced. */
export interface CatalogueProduct {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
  /** ISO 4217. */
  readonly currencyCode: string;
  /** Whether it is not sold any more. */
  readonly archived: boolean;
  /** The product's own version; facts of an older one are ignored. */
  readonly version: number;
}
