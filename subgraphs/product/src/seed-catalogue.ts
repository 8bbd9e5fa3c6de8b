import { createDatabase } from './adapters/prisma-client.js';
import { slugOf } from './domain/category.js';
import type { Category } from './domain/category.js';
import { insertCatalogue } from './adapters/insert-catalogue.js';
import type { NewProduct } from './ports/product-store.js';

/** A catalogue to begin with. Ids are given, so that other domains can be seeded to match. */
export interface CatalogueSeed {
  /** Parents before children. */
  readonly categories: readonly Pick<Category, 'id' | 'name' | 'parentId'>[];
  readonly products: readonly NewProduct[];
}

/**
 * Fills the catalogue without announcing anything: whoever seeds the product domain seeds the others too.
 * What is there already stays as it is.
 */
export async function seedCatalogue(
  databaseUrl: string,
  { categories, products }: CatalogueSeed,
): Promise<void> {
  const database = createDatabase({ databaseUrl });
  try {
    await insertCatalogue(database, {
      categories: categories.map((category) => ({ ...category, slug: slugOf(category.name) })),
      products,
    });
  } finally {
    await database.$disconnect();
  }
}
