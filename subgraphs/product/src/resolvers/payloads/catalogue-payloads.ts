import { UserError } from '@techally/subgraph-kit';
import { Field, ObjectType } from 'type-graphql';
import { CategoryType } from '../types/category-type.js';
import { ProductType } from '../types/product-type.js';
import { ReviewType } from '../types/review-type.js';

/** Payloads with a product differ by name only. */
function productPayload(name: string, done: string) {
  @ObjectType(name, { description: `The product that was ${done}, or what is wrong.` })
  class Payload {
    @Field(() => ProductType, { nullable: true, description: 'The product; null when something is wrong.' })
    product: ProductType | null;

    @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
    userErrors: UserError[];
  }
  return Payload;
}

function categoryPayload(name: string, done: string) {
  @ObjectType(name, { description: `The category that was ${done}, or what is wrong.` })
  class Payload {
    @Field(() => CategoryType, { nullable: true, description: 'The category; null when something is wrong.' })
    category: CategoryType | null;

    @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
    userErrors: UserError[];
  }
  return Payload;
}

function reviewPayload(name: string, done: string) {
  @ObjectType(name, { description: `The review that was ${done}, or what is wrong.` })
  class Payload {
    @Field(() => ReviewType, { nullable: true, description: 'The review; null when something is wrong.' })
    review: ReviewType | null;

    @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
    userErrors: UserError[];
  }
  return Payload;
}

export const CreateProductPayload = productPayload('CreateProductPayload', 'created');
export const UpdateProductPayload = productPayload('UpdateProductPayload', 'changed');
export const ArchiveProductPayload = productPayload('ArchiveProductPayload', 'archived');
export const CreateCategoryPayload = categoryPayload('CreateCategoryPayload', 'created');
export const UpdateCategoryPayload = categoryPayload('UpdateCategoryPayload', 'changed');
export const AddReviewPayload = reviewPayload('AddReviewPayload', 'added');
export const ModerateReviewPayload = reviewPayload('ModerateReviewPayload', 'moderated');
