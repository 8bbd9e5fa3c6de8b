import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum ReviewStatusType {
  PUBLISHED = 'PUBLISHED',
  HIDDEN = 'HIDDEN',
}

registerEnumType(ReviewStatusType, {
  name: 'ReviewStatus',
  description: 'Whether a review is shown.',
  valuesConfig: {
    PUBLISHED: { description: 'Everybody sees it, and it counts.' },
    HIDDEN: { description: 'Only administrators see it, and it does not count.' },
  },
});

@ObjectType('PublicProfile', { description: 'What everybody may know of a customer.' })
@Directive('@key(fields: "id", resolvable: false)')
export class PublicProfileReference {
  @Field(() => ID, { description: 'The UUID of the account.' })
  id: string;
}

@ObjectType('Review', { description: 'What one customer thinks of one product.' })
@Directive('@key(fields: "id")')
export class ReviewType {
  @Field(() => ID, { description: 'The UUID of the review.' })
  id: string;

  @Field(() => Int, { description: '1 (poor) to 5 (excellent).' })
  rating: number;

  @Field(() => String, { description: 'The text of the review.' })
  body: string;

  @Field(() => ReviewStatusType, { description: 'Whether it is shown.' })
  status: ReviewStatusType;

  @Field(() => Int, { description: 'Counts the changes; pass it on with a change.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When it was written.' })
  createdAt: Date;

  // Resolved by ReviewResolver.
  productId: string;
  authorId: string;
}

export const ReviewConnection = connectionType(() => ReviewType, { name: 'Review', items: 'reviews' });
