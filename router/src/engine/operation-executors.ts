import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { Kind, OperationTypeNode, parse, validate } from 'graphql';
import type { PlanLimits } from '../config/demand-control-options.js';
import { checkPlanShape } from '../demand-control/check-plan-shape.js';
import type { SubgraphLimits } from '../demand-control/subgraph-limits.js';
import { ClientError } from '../errors/client-error.js';
import { compilePlan } from '../executor/compile-plan.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { createSupergraphTypes } from '../executor/supergraph-types.js';
import { createAskTypenames } from '../planner/ask-typenames.js';
import { flattenMutation } from '../planner/flatten-mutation.js';
import type { HoistedNumbers, HoistNumbers } from '../planner/hoist-numbers.js';
import { createHoistNumbers } from '../planner/hoist-numbers.js';
import { normaliseOperation } from '../planner/normalise-operation.js';
import { chooseOverrideLabels } from '../planner/override-labels.js';
import type { CachedOperation, PlanCache } from '../planner/plan-cache.js';
import { createPlanCache } from '../planner/plan-cache.js';
import type { Planner } from '../planner/planner.js';
import type { QueryPlan } from '../planner/query-plan.js';
import { PlanningError } from '../planner/planning-error.js';
import type { SeparateAliases } from '../planner/separate-aliases.js';
import { createSeparateAliases } from '../planner/separate-aliases.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import { createCheckingPlanner } from './checking-planner.js';
import { conditionVariables } from './condition-variables.js';
import { ConditionVariants } from './condition-variants.js';
import type { PreparedOperation } from './engine.js';
import { OperationExecutor } from './operation-executor.js';

export interface OperationExecutorsOptions {
  readonly supergraph: LoadedSupergraph;
  readonly planner: Planner;
  /** Plans that are kept. Default 500. */
  readonly maxPlans?: number | undefined;
  readonly planLimits?: PlanLimits | undefined;
  readonly subgraphLimits?: SubgraphLimits | undefined;
}

/** What an operation is planned as, for some values of the conditions that decide about the plan. */
interface PlannedVariant {
  /** Normalised; `null` when nothing has to be fetched. */
  readonly document: string | null;
  /** What stands in place of literals that planners would damage. */
  readonly constants: HoistedNumbers['constants'] | null;
  /** By the labels of progressive overrides that apply. */
  readonly executors: Map<string, OperationExecutor>;
}

/** Finds or makes what executes an operation: its plan, compiled, and the projection of its answer. */
export class OperationExecutors {
  readonly #plans: PlanCache<QueryPlan>;
  /** In the order of use. */
  readonly #compiled = new Map<OperationExecutor, PlannedVariant>();
  readonly #types: SupergraphTypes;
  readonly #aliases: SeparateAliases;
  readonly #hoistNumbers: HoistNumbers;
  readonly #askTypenames: (document: DocumentNode) => DocumentNode;
  /** Kept with an operation as long as that is in use. */
  readonly #known = new WeakMap<PreparedOperation, ConditionVariants<PlannedVariant>>();

  constructor(private readonly options: OperationExecutorsOptions) {
    const types = createSupergraphTypes(options.supergraph.types);
    this.#types = types;
    const { apiSchema, types: relations } = options.supergraph;
    this.#aliases = createSeparateAliases(relations.schema);
    this.#hoistNumbers = createHoistNumbers(apiSchema);
    this.#askTypenames = createAskTypenames(apiSchema, relations);
    this.#plans = createPlanCache({
      planner: createCheckingPlanner(options.planner, { schema: apiSchema, types }),
      compile: (plan) => plan,
      maxEntries: options.maxPlans,
    });
  }

  /**
   * @returns A promise only when the operation has to be planned first.
   * @throws {PlanningError} Thrown, or rejected with, when there is no plan.
   * @throws {ClientError} Rejected with when the plan is not allowed.
   */
  find(
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): OperationExecutor | Promise<OperationExecutor> {
    if (operation.operation.operation === OperationTypeNode.SUBSCRIPTION) {
      throw new PlanningError('QUERY_PLANNING_FAILED', 'Subscriptions are not supported yet.');
    }
    const variant = this.#describe(operation, variables);
    const activeLabels = this.#chooseLabels();
    const key = activeLabels.size === 0 ? '' : [...activeLabels].join(' ');
    const executor = variant.executors.get(key);
    if (executor === undefined) return this.#make(operation, { variant, activeLabels, key });
    this.#keep(executor, variant);
    return executor;
  }

  /** The operations that are used most, for the warm-up of a successor. */
  mostUsed(count: number): readonly CachedOperation[] {
    return this.#plans.mostUsed(count);
  }

  /** Plans operations that a predecessor had planned. */
  warmUp(operations: readonly CachedOperation[], signal?: AbortSignal): Promise<void> {
    const { apiSchema } = this.options.supergraph;
    // Planners do not check: an operation on a field that is gone, or hidden now, must not be planned.
    const valid = operations.filter(({ document }) => validate(apiSchema, parse(document)).length === 0);
    return this.#plans.warmUp(valid, signal);
  }

  /**
   * Plans and compiles operations, one after the other, so that requests find free lanes.
   * @returns How many were planned before the signal said stop.
   */
  async planAhead(operations: readonly PreparedOperation[], signal: AbortSignal): Promise<number> {
    let planned = 0;
    for (const operation of operations) {
      if (signal.aborted) break;
      try {
        await this.find(operation, {});
        planned += 1;
      } catch (error) {
        // Whoever asks for it is told.
        if (!(error instanceof PlanningError || error instanceof ClientError)) throw error;
      }
    }
    return planned;
  }

  #describe(operation: PreparedOperation, variables: Readonly<Record<string, unknown>>): PlannedVariant {
    let known = this.#known.get(operation);
    if (known === undefined) {
      const isMutation = operation.operation.operation === OperationTypeNode.MUTATION;
      known = new ConditionVariants(isMutation ? conditionVariables(operation) : []);
      this.#known.set(operation, known);
    }
    let variant = known.find(variables);
    if (variant === undefined) {
      variant = this.#planned(operation, known.valuesOf(variables));
      const dropped = known.add(variables, variant);
      for (const executor of dropped?.executors.values() ?? []) this.#compiled.delete(executor);
    }
    return variant;
  }

  /** What is planned. Of a mutation, it holds for these values of its conditions only. */
  #planned(operation: PreparedOperation, conditions: Readonly<Record<string, boolean>>): PlannedVariant {
    const hoisted = this.#hoistNumbers(operation.document, operation.source);
    const renamed = this.#askTypenames(this.#aliases.rename(hoisted?.document ?? operation.document));
    const chosen = chooseSame(renamed, operation);
    const isMutation = chosen.operation === OperationTypeNode.MUTATION;
    const planned = isMutation ? flattenMutation(renamed, chosen, conditions) : chosen;
    const { document } = normaliseOperation(renamed, planned);
    return { document, constants: hoisted?.constants ?? null, executors: new Map() };
  }

  #chooseLabels(): ReadonlySet<string> {
    const { overrideLabels } = this.options.planner;
    if (overrideLabels.length === 0) return NO_LABELS;
    // Labels other than percentages are for code to decide about, which has no say yet.
    return chooseOverrideLabels(overrideLabels, { isActive: () => false, draw: Math.random() * 100 });
  }

  async #make(
    operation: PreparedOperation,
    {
      variant,
      activeLabels,
      key,
    }: {
      readonly variant: PlannedVariant;
      readonly activeLabels: ReadonlySet<string>;
      readonly key: string;
    },
  ): Promise<OperationExecutor> {
    const { document } = variant;
    const plan = document === null ? NO_PLAN : await this.#plans.load({ document, activeLabels });
    const { planLimits, subgraphLimits } = this.options;
    if (planLimits !== undefined) checkPlanShape(plan, planLimits);
    const known = variant.executors.get(key);
    if (known !== undefined) return known;
    const { apiSchema: schema } = this.options.supergraph;
    const { planKey } = this.#aliases;
    const executor = new OperationExecutor(operation, compilePlan(plan, this.#types), {
      schema,
      types: this.#types,
      planKey,
      constants: variant.constants,
      queryPlan: plan,
      checkCosts:
        document === null
          ? undefined
          : subgraphLimits?.checkFor({ operation, plan, document, constants: variant.constants }),
    });
    variant.executors.set(key, executor);
    this.#keep(executor, variant);
    return executor;
  }

  /** Notes a use. Code of operations that are used seldom goes; their plans stay, and are compiled again in a millisecond. */
  #keep(executor: OperationExecutor, variant: PlannedVariant): void {
    this.#compiled.delete(executor);
    this.#compiled.set(executor, variant);
    for (const [oldest, { executors }] of this.#compiled) {
      if (this.#compiled.size <= MAX_COMPILED) break;
      this.#compiled.delete(oldest);
      for (const [key, known] of executors) if (known === oldest) executors.delete(key);
    }
  }
}

/** The operation of a changed document that stands where the chosen one stood. */
function chooseSame(
  renamed: DocumentNode,
  { document, operation }: PreparedOperation,
): OperationDefinitionNode {
  const same = renamed.definitions[document.definitions.indexOf(operation)];
  return same?.kind === Kind.OPERATION_DEFINITION ? same : operation;
}

const NO_PLAN: QueryPlan = { node: null };

/** Operations whose code is kept. A large one takes 150 KB of memory. */
const MAX_COMPILED = 200;

const NO_LABELS: ReadonlySet<string> = new Set();
