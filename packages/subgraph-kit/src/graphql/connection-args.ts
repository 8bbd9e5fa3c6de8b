import { ArgsType, Field, Int } from 'type-graphql';

/** The arguments of every list: `first`/`after` or `last`/`before`. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many items from the start, 1 to 100; 20 by default.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many items from the end, 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items before this cursor.' })
  before?: string | null;
}
