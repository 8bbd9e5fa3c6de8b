import { randomUUID } from 'node:crypto';
import { ReviewAdded, createMessage } from '@techally/contracts';
import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Review, ReviewStatus } from '../domain/review.js';
import type { ProductStore } from '../ports/product-store.js';
import type { ReviewStore } from '../ports/review-store.js';

export interface AddReview {
  readonly productId: string;
  readonly authorId: string;
  readonly rating: number;
  readonly body: string;
}

/** Writing and moderating reviews. Each throws a `UserErrorException` for what the input has wrong. */
export interface ReviewManagement {
  add(input: AddReview): Promise<Review>;
  moderate(input: {
    readonly id: string;
    readonly version: number;
    readonly status: ReviewStatus;
  }): Promise<Review>;
}

export interface ReviewManagementDependencies {
  readonly reviews: ReviewStore;
  readonly products: ProductStore;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createReviewManagement({
  reviews,
  products,
  wakeOutbox,
}: ReviewManagementDependencies): ReviewManagement {
  return {
    async add(input) {
      const [product] = isUuid(input.productId) ? await products.findMany([input.productId]) : [];
      if (product === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no such product.', 'productId');
      if (product.archivedAt !== null)
        refuse(ErrorCode.PRODUCT_ARCHIVED, 'The product is not sold any more.', 'productId');
      const id = randomUUID();
      const { productId, authorId, rating } = input;
      const message = createMessage(ReviewAdded, {
        aggregateId: productId,
        data: { productId, reviewId: id, rating, authorId },
      });
      const review = await reviews.insert({ id, ...input }, [message]);
      if (review === null)
        refuse(ErrorCode.ALREADY_EXISTS, 'You have reviewed this product already.', 'productId');
      wakeOutbox();
      return review;
    },

    async moderate({ id, version, status }) {
      const [review] = isUuid(id) ? await reviews.findMany([id]) : [];
      if (review === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no such review.', 'id');
      const moderated = await reviews.setStatus(id, version, status);
      return (
        moderated ??
        refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the review since you read it.', 'version')
      );
    },
  };
}
