import type { Role, Tier } from '@techally/identity';
import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { RoleType, TierType } from './user-type.js';

@ObjectType({ description: 'What an access token says. Of one that is not valid, nothing but that.' })
export class TokenInfo {
  @Field(() => Boolean, { description: 'Whether it is ours, unexpired and not revoked.' })
  valid: boolean;

  @Field(() => ID, { nullable: true, description: 'The account.' })
  userId?: string;

  @Field(() => String, { nullable: true, description: 'The e-mail address of the account.' })
  email?: string;

  @Field(() => RoleType, { nullable: true, description: 'What the user may do.' })
  role?: Role;

  @Field(() => TierType, { nullable: true, description: 'How much the user may ask for.' })
  tier?: Tier;

  @Field(() => [String], { nullable: true, description: 'What the token may be used for.' })
  scopes?: readonly string[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it expires.' })
  expiresAt?: Date;
}

@ObjectType({ description: 'Whom an API key acts for. For the router.' })
@Directive('@inaccessible')
export class ApiKeyIdentity {
  @Field(() => ID, { description: 'The UUID of the key; not the key.' })
  apiKeyId: string;

  @Field(() => ID, { description: 'The account.' })
  userId: string;

  @Field(() => String, { description: 'The e-mail address of the account.' })
  email: string;

  @Field(() => RoleType, { description: 'What the key may do.' })
  role: Role;

  @Field(() => TierType, { description: 'How much the key may ask for.' })
  tier: Tier;

  @Field(() => [String], { description: 'What the key may be used for.' })
  scopes: readonly string[];
}
