import type { FragmentDefinitionNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { CompiledPlan } from '../executor/compile-plan.js';
import { createExecutionState } from '../executor/execution-state.js';
import type { FetchPort } from '../executor/fetch-port.js';
import { placeErrors } from '../executor/place-errors.js';
import { runPlan } from '../executor/run-plan.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { answerIntrospection } from '../projection/answer-introspection.js';
import { completeData } from '../projection/complete-value.js';
import type { Project } from '../projection/compile-projection.js';
import { compileProjection } from '../projection/compile-projection.js';
import { explainedBy } from '../projection/explained-by.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { SeparateAliases } from '../planner/separate-aliases.js';
import { fitErrors } from '../projection/fit-errors.js';
import { planSelection } from '../projection/plan-selection.js';
import type { SelectionPlan } from '../projection/selection-plan.js';
import { conditionVariables } from './condition-variables.js';
import type { PreparedOperation } from './engine.js';

/** Data as plain objects, in the operation's order; and errors, ready for the client. */
export interface ExecutionResult {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLFormattedError[];
}

export interface ExecuteOptions {
  /** The client's variables, checked, with defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly port: FetchPort;
  readonly isAbandoned: () => boolean;
}

export interface OperationExecutorContext {
  /** The API schema. */
  readonly schema: GraphQLSchema;
  readonly types: SupergraphTypes;
  readonly planKey: SeparateAliases['planKey'];
}

/** How many combinations of `@skip` and `@include` values an operation keeps compiled code for. */
const MAX_VARIANTS = 16;

interface Variant {
  readonly selection: SelectionPlan;
  readonly project: Project;
}

/** Executes one operation by one plan, any number of times. */
export class OperationExecutor {
  readonly #variants = new Map<string, Variant>();
  readonly #conditions: readonly string[];
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly operation: PreparedOperation,
    private readonly plan: CompiledPlan,
    private readonly context: OperationExecutorContext,
  ) {
    this.#conditions = conditionVariables(operation);
    this.#fragments = fragmentsOf(operation.document);
  }

  /** Never rejects for what subgraphs do. */
  async execute({ variables, port, isAbandoned }: ExecuteOptions): Promise<ExecutionResult> {
    const { schema, types } = this.context;
    const { placed, requiredNames } = this.plan;
    const introspection = answerIntrospection(schema, this.operation, variables);
    const state = createExecutionState(placed.slots, introspection.values);
    if (placed.node !== null) {
      await runPlan(placed.node, { compiled: this.plan, state, port, types, variables, isAbandoned });
    }

    const { selection, project } = this.#variant(variables);
    const data = project(state) as Record<string, unknown> | null;
    if (!state.invalid && state.errors.length === 0 && introspection.errors.length === 0) {
      return { data, errors: NO_ERRORS };
    }
    const placedErrors = placeErrors({ state, root: placed.root, types });
    const told = (answer: unknown) => [
      ...introspection.errors,
      ...fitErrors(placedErrors, { selection, data: answer, requiredNames }),
    ];
    if (!state.invalid) return { data, errors: told(data) };

    const completed = completeData(selection, placed.root, { state, types });
    const reported = placedErrors
      .filter(
        (placedError) =>
          fitErrors([placedError], { selection, data: completed.data, requiredNames }).length > 0,
      )
      .map(({ error }) => error);
    const errors = completed.errors
      .filter(({ path, nulledPath }) => nulledPath === null || !explainedBy(reported, { path, nulledPath }))
      .map(({ message, path }) => ({ message, path, extensions: { code: 'SUBREQUEST_INVALID_VALUE' } }));
    return {
      data: completed.data as Record<string, unknown> | null,
      errors: [...told(completed.data), ...errors],
    };
  }

  #variant(variables: Readonly<Record<string, unknown>>): Variant {
    const key = this.#conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let variant = this.#variants.get(key);
    if (variant === undefined) {
      const { schema, types, planKey } = this.context;
      const conditions = Object.fromEntries(this.#conditions.map((name) => [name, variables[name] === true]));
      const { operation } = this.operation;
      const selection = planSelection({ schema, operation, fragments: this.#fragments, conditions, planKey });
      const project = compileProjection(selection, { root: this.plan.placed.root, types });
      variant = { selection, project };
      // The oldest goes: combinations that are used come back at the price of one compilation.
      const [oldest] = this.#variants.keys();
      if (this.#variants.size >= MAX_VARIANTS && oldest !== undefined) this.#variants.delete(oldest);
      this.#variants.set(key, variant);
    }
    return variant;
  }
}

const NO_ERRORS: readonly GraphQLFormattedError[] = [];
