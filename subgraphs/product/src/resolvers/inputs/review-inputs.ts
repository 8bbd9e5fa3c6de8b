import { IsUUID, Length, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ReviewStatusType } from '../types/review-type.js';

@InputType({ description: 'A new review.' })
export class AddReviewInput {
  @Field(() => ID, { description: 'The product.' })
  @IsUUID('all', { message: 'the product is named by its UUID' })
  productId: string;

  @Field(() => Int, { description: '1 (poor) to 5 (excellent).' })
  @Min(1, { message: 'a rating is 1 to 5' })
  @Max(5, { message: 'a rating is 1 to 5' })
  rating: number;

  @Field(() => String, { description: '3 to 5000 characters.' })
  @Length(3, 5000, { message: 'a review has 3 to 5000 characters' })
  body: string;
}

@InputType({ description: 'Shows or hides a review.' })
export class ModerateReviewInput {
  @Field(() => ID, { description: 'The review.' })
  @IsUUID('all', { message: 'the review is named by its UUID' })
  id: string;

  @Field(() => Int, { description: 'The version that you have read.' })
  version: number;

  @Field(() => ReviewStatusType, { description: 'Whether it is to be shown.' })
  status: ReviewStatusType;
}
