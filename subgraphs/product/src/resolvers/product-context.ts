import type { ChildPageLoader, RequestContext } from '@techally/subgraph-kit';
import { createChildPageLoader, createCountLoader, createEntityLoader } from '@techally/subgraph-kit';
import DataLoader from 'dataloader';
import type { Category } from '../domain/category.js';
import type { Product } from '../domain/product.js';
import type { Review } from '../domain/review.js';
import type { CategoryStore } from '../ports/category-store.js';
import type { ProductStore } from '../ports/product-store.js';
import type { ReviewStore } from '../ports/review-store.js';

/** The loaders of one request: each batches what the resolvers of one level ask for. */
export interface ProductLoaders {
  readonly product: DataLoader<string, Product | null>;
  readonly category: DataLoader<string, Category | null>;
  readonly childCategories: DataLoader<string, readonly Category[]>;
  readonly review: DataLoader<string, Review | null>;
  readonly reviewPage: ChildPageLoader<Review>;
  readonly reviewCount: DataLoader<string, number>;
}

export interface ProductContext extends RequestContext {
  readonly loaders: ProductLoaders;
}

export interface ProductStores {
  readonly products: ProductStore;
  readonly categories: CategoryStore;
  readonly reviews: ReviewStore;
}

export function createLoaders({ products, categories, reviews }: ProductStores): ProductLoaders {
  return {
    product: createEntityLoader((ids) => products.findMany(ids)),
    category: createEntityLoader((ids) => categories.findMany(ids)),
    childCategories: new DataLoader(async (parentIds: readonly string[]) => {
      const children = Map.groupBy(await categories.childrenOf(parentIds), (child) => child.parentId ?? '');
      return parentIds.map((id) => children.get(id) ?? []);
    }),
    review: createEntityLoader((ids) => reviews.findMany(ids)),
    reviewPage: createChildPageLoader((productIds, page) => reviews.pagesOfProducts(productIds, page)),
    reviewCount: createCountLoader((productIds) => reviews.countsOfProducts(productIds)),
  };
}
