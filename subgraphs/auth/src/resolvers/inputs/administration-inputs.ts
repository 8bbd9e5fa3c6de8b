import type { AuditAction } from '@techally/contracts';
import type { Role, Tier } from '@techally/identity';
import { IsOptional, Length, MaxLength } from 'class-validator';
import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql';
import { AuditActionType } from '../types/audit-entry-type.js';
import { RoleType, TierType } from '../types/user-type.js';
import { IsId } from './account-rules.js';

@InputType({ description: 'Another role for an account.' })
export class SetUserRoleInput {
  @Field(() => ID, { description: 'The account.' })
  @IsId('account')
  userId: string;

  @Field(() => RoleType, { description: 'The role that it shall have.' })
  role: Role;

  @Field(() => Int, {
    nullable: true,
    description: 'The accountVersion that the change was made from; left out, any.',
  })
  version?: number | null;
}

@InputType({ description: 'Another tier for an account.' })
export class SetUserTierInput {
  @Field(() => ID, { description: 'The account.' })
  @IsId('account')
  userId: string;

  @Field(() => TierType, { description: 'The tier that it shall have.' })
  tier: Tier;

  @Field(() => Int, {
    nullable: true,
    description: 'The accountVersion that the change was made from; left out, any.',
  })
  version?: number | null;
}

@InputType({ description: 'An account to lock or unlock.' })
export class LockUserInput {
  @Field(() => ID, { description: 'The account.' })
  @IsId('account')
  userId: string;

  @Field(() => Boolean, { description: 'Whether it shall be locked.' })
  locked: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'The accountVersion that the change was made from; left out, any.',
  })
  version?: number | null;
}

@InputType({ description: 'What the audit log is narrowed to.' })
export class AuditFilterInput {
  @Field(() => ID, { nullable: true, description: 'What this administrator did.' })
  @IsOptional()
  @IsId('administrator')
  actorId?: string | null;

  @Field(() => AuditActionType, { nullable: true, description: 'Only this action.' })
  action?: AuditAction | null;

  @Field(() => String, {
    nullable: true,
    description: 'What was done to this kind of thing, such as "User" or "Product".',
  })
  @IsOptional()
  @MaxLength(40, { message: 'there is no kind with so long a name' })
  targetType?: string | null;

  @Field(() => ID, { nullable: true, description: 'What was done to this thing.' })
  @IsOptional()
  @Length(1, 100, { message: 'the id of the target has 1 to 100 characters' })
  targetId?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'From this moment on.' })
  from?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Before this moment.' })
  to?: Date | null;
}
