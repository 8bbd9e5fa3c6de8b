import { ProductArchived, ProductCreated, ProductUpdated, createMessage } from '@techally/contracts';
import type { Message } from '@techally/contracts';
import type { Product } from '../domain/product.js';

function factsOf(product: Product) {
  return {
    productId: product.id,
    name: product.name,
    categoryId: product.categoryId,
    price: product.price,
    archived: product.archivedAt !== null,
    version: product.version,
  };
}

/** Announces a new product and, to the inventory, how many of it there are to begin with. */
export function productCreated(product: Product, initialStock: number): Message {
  return createMessage(ProductCreated, {
    aggregateId: product.id,
    data: { ...factsOf(product), initialStock },
  });
}

export function productUpdated(product: Product): Message {
  return createMessage(ProductUpdated, { aggregateId: product.id, data: factsOf(product) });
}

export function productArchived(product: Product): Message {
  return createMessage(ProductArchived, { aggregateId: product.id, data: factsOf(product) });
}
