import { ArrayMaxSize, IsOptional, Length, MaxLength } from 'class-validator';
import { Field, GraphQLISODateTime, ID, InputType } from 'type-graphql';
import { IsId } from './account-rules.js';

@InputType({ description: 'A new API key.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for; 1 to 100 characters.' })
  @Length(1, 100, { message: 'the name needs 1 to 100 characters' })
  name: string;

  @Field(() => ID, { nullable: true, description: 'The account that it acts for; your own when left out.' })
  @IsOptional()
  @IsId('account')
  userId?: string | null;

  @Field(() => [String], {
    description: "What it may be used for: some of the account's scopes, at least one.",
  })
  @ArrayMaxSize(20, { message: 'there are not so many scopes' })
  @MaxLength(50, { each: true, message: 'there is no scope with so long a name' })
  scopes: string[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it expires; never when left out.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'An API key to end.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The UUID of the entry; not the key.' })
  @IsId('key')
  id: string;
}
