import type { ErrorCode } from '../graphql/error-code.js';
import type { UserError } from '../graphql/user-error.js';
import { userError } from '../graphql/user-error.js';

/**
 * Thrown by application code when the user got something wrong. The mutation's payload shows it in `userErrors`;
 * a transaction that it passes through is rolled back.
 */
export class UserErrorException extends Error {
  constructor(readonly userErrors: readonly UserError[]) {
    super(userErrors.map((error) => error.message).join(' '));
    this.name = 'UserErrorException';
  }
}

/** Refuses with one user error. `field` is relative to the mutation's input. */
export function refuse(code: ErrorCode, message: string, field?: string | readonly string[]): never {
  throw new UserErrorException([userError(code, message, field)]);
}
