import { IsOptional, IsUUID, Matches } from 'class-validator';
import { Directive, Field, ID, InputType, Int } from 'type-graphql';
import { Text } from './text.js';

/** Digits with what people put between them; the leading + of an international number. */
const PHONE = /^\+?[0-9][0-9 ()/.-]{3,28}$/;

@InputType({ description: 'A change of your profile; what is left out stays as it is.' })
export class UpdateProfileInput {
  @Field(() => Int, { description: 'The profileVersion that the change was made from.' })
  version: number;

  @Field(() => String, { nullable: true, description: '2 to 50 characters.' })
  @IsOptional()
  @Text(2, 50, 'the first name needs 2 to 50 characters')
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: '2 to 50 characters.' })
  @IsOptional()
  @Text(2, 50, 'the last name needs 2 to 50 characters')
  lastName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Digits, spaces, and a + at the start; 5 to 30 characters. Null removes it.',
  })
  @IsOptional()
  @Matches(PHONE, { message: 'the phone number is digits and spaces, 5 to 30 of them' })
  phone?: string | null;
}

@InputType({ description: 'The profile of an account that is being registered. For our own services.' })
@Directive('@inaccessible')
export class CreateProfileInput {
  @Field(() => ID, { description: 'The UUID of the account.' })
  @IsUUID('all', { message: 'the account is named by its UUID' })
  userId: string;

  @Field(() => String, { description: '2 to 50 characters.' })
  @Text(2, 50, 'the first name needs 2 to 50 characters')
  firstName: string;

  @Field(() => String, { description: '2 to 50 characters.' })
  @Text(2, 50, 'the last name needs 2 to 50 characters')
  lastName: string;
}

@InputType({ description: 'What a list of users is narrowed to.' })
export class UserFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'The beginning of the full name or of the last name; 1 to 100 characters.',
  })
  @IsOptional()
  @Text(1, 100, 'the search has 1 to 100 characters')
  search?: string | null;
}
