import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Order', { description: 'What a customer has ordered.' })
@Directive('@key(fields: "id")')
export class OrderReference {
  @Field(() => ID, { description: 'The UUID of the order.' })
  id: string;

  @Field(() => String, { description: 'The number that customers read.' })
  @Directive('@external')
  number?: string;
}
