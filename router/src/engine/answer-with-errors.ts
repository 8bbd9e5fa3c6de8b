import type { GraphQLFormattedError } from 'graphql';
import type { CompiledPlan } from '../executor/compile-plan.js';
import type { ExecutionState } from '../executor/execution-state.js';
import { placeErrors } from '../executor/place-errors.js';
import type { ResponsePath } from '../executor/response-path.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import type { CompletionError } from '../projection/complete-value.js';
import { completeData } from '../projection/complete-value.js';
import { explainedBy } from '../projection/explained-by.js';
import { fitError } from '../projection/fit-error.js';
import type { SelectionPlan } from '../projection/selection-plan.js';
import type { ExecutionResult } from './operation-executor.js';

interface FlawedExecution {
  readonly plan: Pick<CompiledPlan, 'placed' | 'requiredNames'>;
  readonly selection: SelectionPlan;
  readonly types: SupergraphTypes;
  readonly state: ExecutionState;
  /** What the projection made of it. */
  readonly data: unknown;
  readonly introspectionErrors: readonly GraphQLFormattedError[];
}

/**
 * The answer of an execution in which something went wrong. Where a value is not what the schema says, the data is made
 * anew by the rules for such values; an error tells of each that no other error explains.
 */
export function answerWithErrors(execution: FlawedExecution): ExecutionResult {
  const { plan, selection, types, state, introspectionErrors } = execution;
  const { requiredNames } = plan;
  const { root } = plan.placed;
  const placedErrors = placeErrors({ state, root, types });
  const { data, errors } = state.invalid
    ? completeData(selection, root, { state, types })
    : { data: execution.data, errors: [] };
  // An error of what only the plan needs is told where something is missing for which there is no error of its own.
  const own = placedErrors.map((placed) =>
    fitError(placed, { selection, data, requiredNames, isExplained: () => true }),
  );
  const isExplained = explainsNulls(own.filter((error) => error !== null));
  const fitted = placedErrors.map(
    (placed, index) => own[index] ?? fitError(placed, { selection, data, requiredNames, isExplained }),
  );
  const told = fitted.filter((error) => error !== null);
  const reported = placedErrors.filter((_, index) => fitted[index] !== null).map(({ error }) => error);
  return {
    data: data as Record<string, unknown> | null,
    errors: [...introspectionErrors, ...told, ...unexplained(errors, reported)],
  };
}

/** Whether a null at a path is one of those that errors at it or below it made. */
function explainsNulls(errors: readonly GraphQLFormattedError[]): (path: ResponsePath) => boolean {
  const nulled = new Set<string>();
  for (const { path = [] } of errors) {
    for (let length = path.length; length >= 0; length--) nulled.add(path.slice(0, length).join('.'));
  }
  return (path) => nulled.has(path.join('.'));
}

/** The errors of values that the schema forbids, but for those that errors of subgraphs explain. */
function unexplained(
  errors: readonly CompletionError[],
  reported: readonly GraphQLFormattedError[],
): readonly GraphQLFormattedError[] {
  return errors
    .filter(({ path, nulledPath }) => nulledPath === null || !explainedBy(reported, { path, nulledPath }))
    .map(({ message, path }) => ({ message, path, extensions: { code: 'SUBREQUEST_INVALID_VALUE' } }));
}
