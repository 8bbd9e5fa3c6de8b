import type { GraphQLFormattedError } from 'graphql';
import type { ResponsePath } from '../executor/response-path.js';

/**
 * Whether a missing value is the consequence of an error that is told anyway: an error of something above it, or of
 * something inside the value that became null with it, which made the subgraph drop more than the one field. One error is
 * enough then (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors).
 */
export function explainedBy(
  errors: readonly GraphQLFormattedError[],
  { path, nulledPath }: { readonly path: ResponsePath; readonly nulledPath: ResponsePath },
): boolean {
  return errors.some(
    (error) =>
      error.path !== undefined && (startsWith(path, error.path) || startsWith(error.path, nulledPath)),
  );
}

function startsWith(path: ResponsePath, start: ResponsePath): boolean {
  return start.length <= path.length && start.every((key, index) => path[index] === key);
}
