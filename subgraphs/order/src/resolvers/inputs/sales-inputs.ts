import { Field, GraphQLISODateTime, InputType } from 'type-graphql';

@InputType({ description: 'Which orders are counted.' })
export class SalesFilterInput {
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Orders placed at this time or later.' })
  from?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Orders placed before this time.' })
  to?: Date | null;
}
