import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Order', { description: 'An order.' })
@Directive('@key(fields: "id", resolvable: false)')
export class OrderReference {
  @Field(() => ID, { description: 'The UUID of the order.' })
  id: string;
}

@ObjectType('User', { description: 'An account.' })
@Directive('@key(fields: "id", resolvable: false)')
export class UserReference {
  @Field(() => ID, { description: 'The UUID of the account.' })
  id: string;
}
