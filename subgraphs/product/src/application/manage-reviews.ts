import { randomUUID } from 'node:crypto';
import type { AuditState } from '@techally/contracts';
import { ReviewAdded, createMessage } from '@techally/contracts';
import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, changedProperties, ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
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
  /** By an administrator, with an audit record. */
  moderate(
    actor: AuditActor,
    input: { readonly id: string; readonly version: number; readonly status: ReviewStatus },
  ): Promise<Review>;
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

    async moderate(actor, { id, version, status }) {
      const [review] = isUuid(id) ? await reviews.findMany([id]) : [];
      if (review === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no such review.', 'id');
      const moderated = await reviews.setStatus(id, version, status, (after, before) => [
        auditRecorded(actor, {
          action: 'MODERATE_REVIEW',
          targetId: after.id,
          ...changedProperties(stateOf(before), stateOf(after)),
        }),
      ]);
      if (moderated === null)
        refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the review since you read it.', 'version');
      wakeOutbox();
      return moderated;
    },
  };
}

/** What the audit log tells of a review; its text is the customer's, who may have it deleted. */
function stateOf({ status, version }: Review): AuditState {
  return { status, version };
}
