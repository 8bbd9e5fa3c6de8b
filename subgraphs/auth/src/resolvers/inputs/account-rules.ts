import { IsEmail, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { z } from 'zod';
import { applyDecorators } from './apply-decorators.js';

/** A lower-case letter, an upper-case letter and a digit, of any script. */
const PASSWORD = /^(?=.*\p{Ll})(?=.*\p{Lu})(?=.*\p{Nd})/su;
/** 2 to 50 characters after trimming, none of them a control character. */
const NAME = /^\s*(?=\S)[^\p{Cc}]{2,50}(?<=\S)\s*$/u;

/** An address that a new account may have: what both class-validator and the contracts of our messages take for one. */
export function IsNewEmail(): PropertyDecorator {
  return applyDecorators(
    Matches(z.regexes.email, { message: 'the e-mail address is not one' }),
    IsEmail({}, { message: 'the e-mail address is not one' }),
    MaxLength(254, { message: 'the e-mail address has at most 254 characters' }),
  );
}

/** An address that is looked up: whatever it is, it is known or not. */
export function IsKnownEmail(): PropertyDecorator {
  return MaxLength(254, { message: 'the e-mail address has at most 254 characters' });
}

export function IsNewPassword(): PropertyDecorator {
  return applyDecorators(
    Matches(PASSWORD, {
      message: 'the password needs a lower-case letter, an upper-case letter and a digit',
    }),
    Length(8, 128, { message: 'the password needs 8 to 128 characters' }),
  );
}

/** A password that is compared; the limit keeps megabytes away from the hash. */
export function IsKnownPassword(): PropertyDecorator {
  return MaxLength(1024, { message: 'the password is too long' });
}

export function IsPersonName(what: string): PropertyDecorator {
  return applyDecorators(
    Matches(NAME, { message: `the ${what} needs 2 to 50 characters` }),
    MaxLength(200, { message: `the ${what} needs 2 to 50 characters` }),
  );
}

export function IsToken(): PropertyDecorator {
  return MaxLength(4096, { message: 'the token is too long' });
}

export function IsId(what: string): PropertyDecorator {
  return IsUUID('all', { message: `the ${what} is named by its UUID` });
}
