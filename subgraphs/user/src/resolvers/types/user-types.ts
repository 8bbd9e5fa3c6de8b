import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('PublicProfile', { description: 'What everybody may know of a customer.' })
@Directive('@key(fields: "id")')
export class PublicProfileType {
  @Field(() => ID, { description: 'The UUID of the account.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The first name and the initial of the last, such as "Ann B."; "Former customer" when the account is gone.',
  })
  displayName: string;
}

@ObjectType('User', {
  description:
    'An account, as its owner and administrators see it. Its fields are null for everybody else; in the answer to login ' +
    'the caller is not signed in yet, so ask `me` with the new token.',
})
@Directive('@key(fields: "id")')
export class UserType {
  @Field(() => ID, { description: 'The UUID of the account.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Empty for a moment after registration, while the profile is being made.',
  })
  firstName: string;

  @Field(() => String, {
    nullable: true,
    description: 'Empty for a moment after registration, while the profile is being made.',
  })
  lastName: string;

  @Field(() => String, { nullable: true, description: 'The phone number; null when none was given.' })
  phone: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Counts the changes of the profile; pass it on to updateProfile. 0 while the profile is being made.',
  })
  profileVersion: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the account was made; null while the profile is being made.',
  })
  createdAt: Date | null;
}

export const UserConnection = connectionType(() => UserType, { name: 'User', items: 'users' });
