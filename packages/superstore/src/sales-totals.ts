/** Units and revenue of a part of the sales. */
export interface SalesTotal {
  readonly units: number;
  /** At catalogue price, in whole cents: units × price, without discounts. */
  readonly revenueCents: number;
}

/** The sales of one product; a product is a pair of product id and name. */
export interface ProductTotal extends SalesTotal {
  /** The product id as in the table, e.g. `FUR-BO-10001798`. */
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly subCategory: string;
}

/** Sales per product, per category and altogether: what the shop holds, or what the table says. */
export interface SalesTotals extends SalesTotal {
  /** In any order. */
  readonly products: readonly ProductTotal[];
  /** By name. */
  readonly categories: ReadonlyMap<string, SalesTotal>;
  /** By name. */
  readonly subCategories: ReadonlyMap<string, SalesTotal>;
}
