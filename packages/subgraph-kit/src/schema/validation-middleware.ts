import type { ValidationError } from 'class-validator';
import type { GraphQLOutputType } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import type { MiddlewareFn } from 'type-graphql';
import { ArgumentValidationError } from 'type-graphql';
import { BadUserInputError } from '../errors/request-errors.js';
import { UserErrorException } from '../errors/user-error-exception.js';
import { ErrorCode } from '../graphql/error-code.js';
import type { UserError } from '../graphql/user-error.js';
import { userError } from '../graphql/user-error.js';
import { findUnstorable } from './unstorable-value.js';

/**
 * Shows what a user got wrong as `userErrors` of the mutation's payload, whether a decorator of the input class found
 * it or the application refused it. Where there is no payload (queries), it becomes a `BAD_USER_INPUT` error.
 */
export const userErrorsMiddleware: MiddlewareFn = async ({ args, info }, next) => {
  try {
    refuseUnstorable(args);
    return (await next()) as unknown;
  } catch (error) {
    const userErrors = userErrorsOf(error);
    if (userErrors === null) throw error;
    if (hasUserErrors(info.returnType)) return { userErrors };
    throw new BadUserInputError(userErrors.map((each) => each.message).join(' '));
  }
};

/** Here and not in each input class: no text and no time of the graph may hold such a value. */
function refuseUnstorable(args: Readonly<Record<string, unknown>>): void {
  const found = findUnstorable(args);
  if (found === null) return;
  const message = `"${found.path.at(-1) ?? ''}" ${found.problem}.`;
  throw new UserErrorException([{ code: ErrorCode.INVALID_INPUT, message, field: [...found.path] }]);
}

function userErrorsOf(error: unknown): readonly UserError[] | null {
  if (error instanceof UserErrorException) return error.userErrors;
  if (!(error instanceof ArgumentValidationError)) return null;
  const validationErrors: unknown = error.extensions.validationErrors;
  // type-graphql puts in the same place what a validator threw because it broke.
  if (!Array.isArray(validationErrors)) throw validationErrors;
  return (validationErrors as readonly ValidationError[]).flatMap((each) => flatten(each, []));
}

function hasUserErrors(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && 'userErrors' in named.getFields();
}

function flatten(error: ValidationError, path: readonly string[]): UserError[] {
  const field = [...path, error.property];
  const messages = Object.values(error.constraints ?? {});
  const own = messages
    .slice(0, 1)
    .map((message) => userError(ErrorCode.INVALID_INPUT, sentence(message), field));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}

function sentence(message: string): string {
  const capital = message.charAt(0).toUpperCase() + message.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}
