import { randomUUID } from 'node:crypto';
import { money } from '@techally/money';
import { seedStock } from '@techally/subgraph-inventory';
import { seedProducts } from '@techally/subgraph-order';
import { seedCatalogue } from '@techally/subgraph-product';
import type { TestStack } from './start-test-stack.js';

export interface ShopOptions {
  /** How many products. */
  readonly products: number;
  /** Pieces of each. Default 100. */
  readonly stock?: number;
}

/** A small shop: the ids of its category and products. Product n costs (n + 1) × 10.00. */
export interface Shop {
  readonly categoryId: string;
  readonly productIds: readonly string[];
}

/** Fills the catalogue, the stock and the order service's read model to match. */
export async function seedShop(stack: Pick<TestStack, 'urlFor'>, options: ShopOptions): Promise<Shop> {
  const categoryId = randomUUID();
  const products = Array.from({ length: options.products }, (_, index) => ({
    id: randomUUID(),
    sku: `SKU-${categoryId}-${index}`,
    name: `Office Chair ${String(index + 1).padStart(3, '0')}`,
    description: 'A chair for the office.',
    price: money((index + 1) * 1000),
    categoryId,
    specifications: { legs: 5 },
  }));
  await seedCatalogue(stack.urlFor('product'), {
    categories: [{ id: categoryId, name: `Chairs ${categoryId}`, parentId: null }],
    products,
  });
  await seedStock(
    stack.urlFor('inventory'),
    products.map(({ id }) => ({ productId: id, onHand: options.stock ?? 100 })),
  );
  await seedProducts(
    stack.urlFor('order'),
    products.map(({ id, name, price }) => ({ id, name, priceCents: price.cents, version: 1 })),
  );
  return { categoryId, productIds: products.map(({ id }) => id) };
}
