import { auditActor, requireUser } from '@techally/subgraph-kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ReviewManagement } from '../application/manage-reviews.js';
import { AddReviewInput, ModerateReviewInput } from './inputs/review-inputs.js';
import { AddReviewPayload, ModerateReviewPayload } from './payloads/catalogue-payloads.js';
import type { ProductContext } from './product-context.js';
import { showProduct, showReview } from './show.js';
import { ProductType } from './types/product-type.js';
import { PublicProfileReference, ReviewType } from './types/review-type.js';

@Resolver(() => ReviewType)
export class ReviewResolver {
  constructor(private readonly management: ReviewManagement) {}

  @FieldResolver(() => PublicProfileReference, { description: 'Who wrote it.' })
  author(@Root() review: ReviewType): PublicProfileReference {
    return { id: review.authorId };
  }

  @FieldResolver(() => ProductType, { description: 'What it is about.' })
  async product(@Root() review: ReviewType, @Ctx() { loaders }: ProductContext): Promise<ProductType> {
    const product = await loaders.product.load(review.productId);
    if (product === null) throw new Error(`Review ${review.id} has no product.`);
    return showProduct(product);
  }

  @Mutation(() => AddReviewPayload, { description: 'Reviews a product, once per customer and product.' })
  async addReview(@Arg('input', () => AddReviewInput) input: AddReviewInput, @Ctx() context: ProductContext) {
    const review = await this.management.add({ ...input, authorId: requireUser(context).userId });
    return { review: showReview(review), userErrors: [] };
  }

  @Mutation(() => ModerateReviewPayload, { description: 'Shows or hides a review. For administrators.' })
  async moderateReview(
    @Arg('input', () => ModerateReviewInput) input: ModerateReviewInput,
    @Ctx() context: ProductContext,
  ) {
    const review = await this.management.moderate(auditActor(context), input);
    return { review: showReview(review), userErrors: [] };
  }
}
