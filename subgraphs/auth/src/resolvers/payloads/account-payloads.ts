import { UserError } from '@techally/subgraph-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { UserType } from '../types/user-type.js';

/** Payloads with a user differ by name only. */
function userPayload(name: string, done: string) {
  @ObjectType(name, { description: `The user ${done}, or what is wrong.` })
  class Payload {
    @Field(() => UserType, { nullable: true, description: 'The user; null when something is wrong.' })
    user: UserType | null;

    @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
    userErrors: UserError[];
  }
  return Payload;
}

/** Payloads of requests for a mail differ by name only. */
function mailPayload(name: string) {
  @ObjectType(name, {
    description:
      'Whether the request was taken. The answer is the same whether or not there is such an account.',
  })
  class Payload {
    @Field(() => Boolean, { nullable: true, description: 'True; null when something is wrong.' })
    accepted: boolean | null;

    @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
    userErrors: UserError[];
  }
  return Payload;
}

export const RegisterPayload = userPayload('RegisterPayload', 'who was registered');
export const VerifyEmailPayload = userPayload('VerifyEmailPayload', 'whose e-mail address was verified');
export const ResetPasswordPayload = userPayload('ResetPasswordPayload', 'whose password was reset');
export const ChangePasswordPayload = userPayload('ChangePasswordPayload', 'whose password was changed');
export const SetUserRolePayload = userPayload('SetUserRolePayload', 'whose role was set');
export const SetUserTierPayload = userPayload('SetUserTierPayload', 'whose tier was set');
export const LockUserPayload = userPayload('LockUserPayload', 'who was locked or unlocked');
export const ResendVerificationPayload = mailPayload('ResendVerificationPayload');
export const RequestPasswordResetPayload = mailPayload('RequestPasswordResetPayload');

@ObjectType({ description: 'The account that was deleted, or what is wrong.' })
export class DeleteAccountPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The UUID of the account that was; null when something is wrong.',
  })
  deletedUserId: string | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}
