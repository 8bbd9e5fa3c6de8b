import { Directive, Field, ObjectType } from 'type-graphql';
import { ErrorCode } from './error-code.js';

/** Something that a user can get wrong, as part of a mutation's payload. */
@ObjectType({ description: 'Something that is wrong with the input of a mutation.' })
@Directive('@shareable')
export class UserError {
  @Field(() => [String], {
    nullable: true,
    description:
      'The path of the input field at fault, for example ["input", "email"]; null when it is no single field.',
  })
  field: string[] | null;

  @Field(() => String, { description: 'What is wrong, in English, for people.' })
  message: string;

  @Field(() => ErrorCode, { description: 'What is wrong, for programs.' })
  code: ErrorCode;
}

/** Makes a user error; `field` is relative to the mutation's `input` argument (`'email'` → `["input", "email"]`). */
export function userError(code: ErrorCode, message: string, field?: string | readonly string[]): UserError {
  if (field === undefined) return { code, message, field: null };
  return { code, message, field: ['input', ...(typeof field === 'string' ? [field] : field)] };
}
