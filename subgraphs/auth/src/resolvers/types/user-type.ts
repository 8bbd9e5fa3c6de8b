import type { Role, Tier } from '@techally/identity';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export const RoleType = { USER: 'USER', ADMIN: 'ADMIN' } as const satisfies Record<Role, Role>;
export const TierType = { STANDARD: 'STANDARD', PREMIUM: 'PREMIUM' } as const satisfies Record<Tier, Tier>;

registerEnumType(RoleType, {
  name: 'Role',
  description: 'What a user may do.',
  valuesConfig: {
    USER: { description: 'A customer.' },
    ADMIN: { description: 'Runs the shop.' },
  },
});

registerEnumType(TierType, {
  name: 'Tier',
  description: 'How much a user may ask for.',
  valuesConfig: {
    STANDARD: { description: 'The usual limits.' },
    PREMIUM: { description: 'Higher limits.' },
  },
});

@ObjectType('User', { description: 'Somebody with an account. Visible to that user and to administrators.' })
@Directive('@key(fields: "id")')
export class UserType {
  @Field(() => ID, { description: 'The UUID of the account.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The e-mail address, in lower case.' })
  email: string;

  @Field(() => RoleType, { nullable: true, description: 'What the user may do.' })
  role: Role;

  @Field(() => TierType, { nullable: true, description: 'How much the user may ask for.' })
  tier: Tier;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the account is locked: nobody can sign in to it.',
  })
  locked: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the user has proved that the e-mail address is theirs.',
  })
  emailVerified: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Counts the changes of role, tier and lock; pass it on with such a change.',
  })
  accountVersion: number;
}
