import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType('User', { description: 'An account and the person behind it.' })
@Directive('@key(fields: "id")')
export class UserType {
  @Field(() => ID, { description: 'The UUID of the account.' })
  id: string;
}
