import type { Message } from '@techally/contracts';
import type { PageRequest } from '@techally/subgraph-kit';
import type { Review, ReviewStatus } from '../domain/review.js';

/** The name of the one order of review lists (newest first); part of every cursor. */
export const REVIEW_ORDER = 'REVIEWS_NEWEST';

export type NewReview = Pick<Review, 'id' | 'productId' | 'authorId' | 'rating' | 'body'>;

/** Reviews in the domain's database. Every change keeps the product's rating aggregate right in the same transaction. */
export interface ReviewStore {
  findMany(ids: readonly string[]): Promise<readonly Review[]>;
  /** Up to `page.limit + 1` published reviews of each product, newest first. */
  pagesOfProducts(
    productIds: readonly string[],
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly Review[]>>;
  countsOfProducts(productIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Null when this author has reviewed this product already. */
  insert(review: NewReview, messages: readonly Message[]): Promise<Review | null>;
  /** Null when the stored version is another one. */
  setStatus(
    id: string,
    version: number,
    status: ReviewStatus,
    messages: (updated: Review, before: Review) => readonly Message[],
  ): Promise<Review | null>;
  deleteByAuthor(authorId: string): Promise<void>;
}
