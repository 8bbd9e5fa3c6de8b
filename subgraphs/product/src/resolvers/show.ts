import { toMoneyType } from '@techally/subgraph-kit';
import type { Category } from '../domain/category.js';
import type { Product } from '../domain/product.js';
import { averageRating } from '../domain/product.js';
import type { Review } from '../domain/review.js';
import type { CategoryType } from './types/category-type.js';
import type { ProductType } from './types/product-type.js';
import type { ReviewType } from './types/review-type.js';
import { ReviewStatusType } from './types/review-type.js';

/** A product as the graph shows it. */
export function showProduct(product: Product): ProductType {
  return {
    id: product.id,
    sku: product.sku,
    name: product.name,
    description: product.description,
    price: toMoneyType(product.price),
    specifications: product.specifications,
    archived: product.archivedAt !== null,
    rating: { average: averageRating(product), count: product.ratingCount },
    version: product.version,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    categoryId: product.categoryId,
  };
}

export function showCategory({ id, name, slug, parentId, version }: Category): CategoryType {
  return { id, name, slug, parentId, version };
}

export function showReview({
  id,
  rating,
  body,
  status,
  version,
  createdAt,
  productId,
  authorId,
}: Review): ReviewType {
  return { id, rating, body, status: ReviewStatusType[status], version, createdAt, productId, authorId };
}
