import { isDatabaseUnavailable } from '@techally/database';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError, isValueNode } from 'graphql';

/** Where unexpected errors are reported; anything of pino's shape. */
export interface ErrorLogger {
  error(details: object, message: string): void;
}

/** Codes that Apollo Server itself sets for requests that never reached a resolver. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * Turns what a resolver threw into what leaves the subgraph. Errors thrown on purpose (with a code of our own) pass;
 * a database that is busy or away becomes `SERVICE_UNAVAILABLE`; everything else is logged and becomes
 * `INTERNAL_SERVER_ERROR` without details.
 */
export function createFormatError(logger: ErrorLogger, subgraph: string) {
  return function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
    const original = originalErrorOf(thrown);
    const place = {
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    };
    const code = formatted.extensions?.['code'];
    const thrownOnPurpose =
      original instanceof GraphQLError && typeof original.extensions['code'] === 'string';
    if (thrownOnPurpose || (typeof code === 'string' && REQUEST_CODES.has(code))) {
      const { stacktrace: _stack, ...extensions } = formatted.extensions ?? {};
      return { message: formatted.message, ...place, extensions };
    }
    if (isArgumentError(original)) {
      return { message: formatted.message, ...place, extensions: { code: 'BAD_USER_INPUT' } };
    }
    if (isDatabaseUnavailable(original)) {
      return {
        message: 'The service is busy. Try again in a moment.',
        ...place,
        extensions: { code: 'SERVICE_UNAVAILABLE', retryAfter: 1 },
      };
    }
    logger.error({ err: original, subgraph, path: formatted.path }, 'unexpected error in a resolver');
    return {
      message: 'Something went wrong on our side.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}

/**
 * Whether graphql-js refused the value of an argument during execution: null, by way of a nullable variable, for an
 * argument that is not nullable but has a default
 * (https://spec.graphql.org/October2021/#sec-All-Variable-Usages-are-Allowed). It has no code of its own for that.
 */
function isArgumentError(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    error.originalError === undefined &&
    error.nodes?.every(isValueNode) === true
  );
}

/** graphql-js wraps what a resolver throws once per level; the innermost error is the one that was thrown. */
function originalErrorOf(thrown: unknown): unknown {
  let error = thrown;
  while (
    error instanceof GraphQLError &&
    error.originalError instanceof Error &&
    typeof error.extensions['code'] !== 'string'
  ) {
    error = error.originalError;
  }
  return error;
}
