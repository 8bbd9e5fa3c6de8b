import type { FragmentDefinitionNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { CheckSubgraphCosts } from '../demand-control/subgraph-limits.js';
import type { CompiledPlan } from '../executor/compile-plan.js';
import { createExecutionState, releaseState } from '../executor/execution-state.js';
import type { FetchPort } from '../executor/fetch-port.js';
import { runPlan } from '../executor/run-plan.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { QueryPlan } from '../planner/query-plan.js';
import type { SeparateAliases } from '../planner/separate-aliases.js';
import type { Project } from '../projection/compile-projection.js';
import { compileProjection } from '../projection/compile-projection.js';
import { planSelection } from '../projection/plan-selection.js';
import type { Introspect } from '../projection/prepare-introspection.js';
import { prepareIntrospection } from '../projection/prepare-introspection.js';
import type { SelectionPlan } from '../projection/selection-plan.js';
import { answerWithErrors } from './answer-with-errors.js';
import { conditionVariables } from './condition-variables.js';
import { ConditionVariants } from './condition-variants.js';
import type { PreparedOperation } from './engine.js';

/** Data as plain objects, in the operation's order; and errors, ready for the client. */
export interface ExecutionResult {
  /** Whoever has read it may take it out. */
  data: Record<string, unknown> | null;
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
  /** Variables that only the plan has; `null` when there are none. */
  readonly constants: Readonly<Record<string, unknown>> | null;
  /** What was compiled. */
  readonly queryPlan: QueryPlan;
  /** Refuses values of variables with which it would cost a subgraph too much. */
  readonly checkCosts?: CheckSubgraphCosts | undefined;
}

interface Variant {
  readonly selection: SelectionPlan;
  readonly project: Project;
}

/** Executes one operation by one plan, any number of times. */
export class OperationExecutor {
  readonly #variants: ConditionVariants<Variant>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #introspect: Introspect;

  constructor(
    private readonly operation: PreparedOperation,
    private readonly plan: CompiledPlan,
    private readonly context: OperationExecutorContext,
  ) {
    this.#variants = new ConditionVariants(conditionVariables(operation));
    this.#fragments = fragmentsOf(operation.document);
    this.#introspect = prepareIntrospection(context.schema, operation);
  }

  get queryPlan(): QueryPlan {
    return this.context.queryPlan;
  }

  get checkCosts(): CheckSubgraphCosts | undefined {
    return this.context.checkCosts;
  }

  /** Never rejects for what subgraphs do. */
  async execute({ variables, port, isAbandoned }: ExecuteOptions): Promise<ExecutionResult> {
    const { plan } = this;
    const { types, constants } = this.context;
    const { placed } = plan;
    const introspection = this.#introspect(variables);
    const state = createExecutionState(placed.slots, introspection.values);
    if (placed.node !== null) {
      const sent = constants === null ? variables : { ...variables, ...constants };
      await runPlan(placed.node, { compiled: plan, state, port, types, variables: sent, isAbandoned });
    }

    const { selection, project } = this.#variants.find(variables) ?? this.#compile(variables);
    const data = project(state) as Record<string, unknown> | null;
    const introspectionErrors = introspection.errors;
    const result =
      state.invalid || state.errors.length > 0 || introspectionErrors.length > 0
        ? answerWithErrors({ plan, selection, types, state, data, introspectionErrors })
        : { data, errors: NO_ERRORS };
    releaseState(state);
    return result;
  }

  #compile(variables: Readonly<Record<string, unknown>>): Variant {
    const { schema, types, planKey } = this.context;
    const { operation } = this.operation;
    const conditions = this.#variants.valuesOf(variables);
    const selection = planSelection({ schema, operation, fragments: this.#fragments, conditions, planKey });
    const project = compileProjection(selection, { root: this.plan.placed.root, types });
    const variant = { selection, project };
    this.#variants.add(variables, variant);
    return variant;
  }
}

const NO_ERRORS: readonly GraphQLFormattedError[] = [];
