import type { GraphQLFormattedError } from 'graphql';
import type { RouterErrorCode } from '../errors/router-errors.js';
import { ROUTER_ERRORS } from '../errors/router-errors.js';
import type { OperationPath } from './refused-paths.js';

const CODE = 'UNAUTHORIZED_FIELD_OR_TYPE' satisfies RouterErrorCode;

/** What would allow it is not told: scopes and policies are no business of those who lack them. */
export function refusedError(path: OperationPath): GraphQLFormattedError {
  return { message: ROUTER_ERRORS[CODE].message, path, extensions: { code: CODE } };
}
