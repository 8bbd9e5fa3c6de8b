import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are items after this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether there are items before this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first item.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last item.' })
  endCursor: string | null;
}
