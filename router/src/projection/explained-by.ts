import type { GraphQLFormattedError } from 'graphql';
import type { ResponsePath } from './complete-value.js';

/**
 * Whether a missing value is the consequence of an error that is told anyway: an error of the field itself, of
 * something above it, or of something below it that made the subgraph drop the whole value. One error is enough then
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors).
 */
export function explainedBy(errors: readonly GraphQLFormattedError[], path: ResponsePath): boolean {
  return errors.some(
    (error) =>
      error.path !== undefined &&
      path.every((key, index) => index >= (error.path?.length ?? 0) || error.path?.[index] === key),
  );
}
