import type { CatalogueProduct } from '../domain/catalogue-product.js';

/** The domain's read model of products. */
export interface Catalogue {
  findMany(ids: readonly string[]): Promise<readonly CatalogueProduct[]>;
}
