import type { GraphQLFormattedError } from 'graphql';
import type { CompiledPlan } from '../executor/compile-plan.js';
import type { ExecutionState } from '../executor/execution-state.js';
import { placeErrors } from '../executor/place-errors.js';
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
  const { root } = plan.placed;
  const placedErrors = placeErrors({ state, root, types });
  const { data, errors } = state.invalid
    ? completeData(selection, root, { state, types })
    : { data: execution.data, errors: [] };
  const { requiredNames } = plan;
  const reported: GraphQLFormattedError[] = [];
  const told = placedErrors.flatMap((placed) => {
    const fitted = fitError(placed, { selection, data, requiredNames });
    if (fitted === null) return [];
    reported.push(placed.error);
    return [fitted];
  });
  return {
    data: data as Record<string, unknown> | null,
    errors: [...introspectionErrors, ...told, ...unexplained(errors, reported)],
  };
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
