import { UserError } from '@techally/subgraph-kit';
import { Field, Int, ObjectType } from 'type-graphql';
import { UserType } from '../types/user-type.js';

/** Payloads with a pair of tokens differ by name only. */
function tokensPayload(name: string, description: string) {
  @ObjectType(name, { description })
  class Payload {
    @Field(() => String, {
      nullable: true,
      description: 'For the Authorization header, as "Bearer …"; null when something is wrong.',
    })
    accessToken: string | null;

    @Field(() => String, {
      nullable: true,
      description: 'For the next pair, once, within 30 days; null when something is wrong.',
    })
    refreshToken: string | null;

    @Field(() => Int, {
      nullable: true,
      description: 'Seconds that the access token is good for; null when something is wrong.',
    })
    expiresIn: number | null;

    @Field(() => UserType, { nullable: true, description: 'Who is signed in; null when something is wrong.' })
    user: UserType | null;

    @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
    userErrors: UserError[];
  }
  return Payload;
}

export const LoginPayload = tokensPayload('LoginPayload', 'The tokens of a new session, or what is wrong.');
export const RefreshTokenPayload = tokensPayload(
  'RefreshTokenPayload',
  'The next tokens of a session, or what is wrong.',
);

@ObjectType({ description: 'Whether the session has ended.' })
export class LogoutPayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True, also for a session that had ended before; null when something is wrong.',
  })
  loggedOut: boolean | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'Whether the token is void.' })
export class RevokeTokenPayload {
  @Field(() => Boolean, { nullable: true, description: 'True; null when something is wrong.' })
  revoked: boolean | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}
