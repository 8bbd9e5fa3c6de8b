import { Field, InputType } from 'type-graphql';
import {
  IsKnownEmail,
  IsKnownPassword,
  IsNewEmail,
  IsNewPassword,
  IsPersonName,
  IsToken,
} from './account-rules.js';

@InputType({ description: 'A new account.' })
export class RegisterInput {
  @Field(() => String, { description: 'The e-mail address to sign in with; at most 254 characters.' })
  @IsNewEmail()
  email: string;

  @Field(() => String, {
    description: '8 to 128 characters, with a lower-case letter, an upper-case letter and a digit.',
  })
  @IsNewPassword()
  password: string;

  @Field(() => String, { description: '2 to 50 characters.' })
  @IsPersonName('first name')
  firstName: string;

  @Field(() => String, { description: '2 to 50 characters.' })
  @IsPersonName('last name')
  lastName: string;
}

@InputType({ description: 'The link of a verification mail.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'The token of the link.' })
  @IsToken()
  token: string;
}

@InputType({ description: 'Where another verification mail is wanted.' })
export class ResendVerificationInput {
  @Field(() => String, { description: 'The e-mail address of the account.' })
  @IsKnownEmail()
  email: string;
}

@InputType({ description: 'Whose password is forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The e-mail address of the account.' })
  @IsKnownEmail()
  email: string;
}

@InputType({ description: 'A new password in place of a forgotten one.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token of the link.' })
  @IsToken()
  token: string;

  @Field(() => String, {
    description: '8 to 128 characters, with a lower-case letter, an upper-case letter and a digit.',
  })
  @IsNewPassword()
  newPassword: string;
}

@InputType({ description: 'A new password in place of the present one.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The present password.' })
  @IsKnownPassword()
  currentPassword: string;

  @Field(() => String, {
    description: '8 to 128 characters, with a lower-case letter, an upper-case letter and a digit.',
  })
  @IsNewPassword()
  newPassword: string;
}

@InputType({ description: 'The end of an account.' })
export class DeleteAccountInput {
  @Field(() => String, { description: 'The password, to be sure.' })
  @IsKnownPassword()
  password: string;
}
