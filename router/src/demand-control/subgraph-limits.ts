import { parse } from 'graphql';
import { conditionVariables } from '../engine/condition-variables.js';
import { ConditionVariants } from '../engine/condition-variants.js';
import type { PreparedOperation } from '../engine/engine.js';
import { ClientError } from '../errors/client-error.js';
import type { QueryPlan } from '../planner/query-plan.js';
import { coerceSome } from './coerce-some.js';
import type { CostModel } from './cost-model.js';
import type { CompiledPlanCost } from './plan-cost.js';
import { compilePlanCost } from './plan-cost.js';

type Variables = Readonly<Record<string, unknown>>;

export interface SubgraphLimitsOptions {
  /** Over the whole supergraph. */
  readonly model: CostModel;
  /** What all requests to a subgraph may cost together for one operation, by its name. */
  readonly maxCosts: ReadonlyMap<string, number>;
}

export interface PlannedOperation {
  readonly operation: PreparedOperation;
  readonly plan: QueryPlan;
  /** What was planned, normalised. */
  readonly document: string;
  /** Variables that only the plan has; `null` when there are none. */
  readonly constants: Variables | null;
}

/**
 * Checks what an operation costs each subgraph.
 * @param variables As the client sent them; none is wrong.
 * @param namesSubgraph Whether a refusal says which subgraph it is about.
 * @throws {ClientError} Thrown with `COST_ESTIMATED_TOO_EXPENSIVE`.
 */
export type CheckSubgraphCosts = (variables: Variables, namesSubgraph: boolean) => void;

/** Limits of single subgraphs, by the plans of operations. */
export class SubgraphLimits {
  constructor(private readonly options: SubgraphLimitsOptions) {}

  /** The check of one planned operation. */
  checkFor({ operation, plan, document, constants }: PlannedOperation): CheckSubgraphCosts {
    const { model } = this.options;
    const conditions = conditionVariables({ document: parse(document, { noLocation: true }) });
    const compiled = new ConditionVariants<CompiledPlanCost>(conditions);
    return (variables, namesSubgraph) => {
      let cost = compiled.find(variables);
      if (cost === undefined) {
        cost = compilePlanCost(plan, { model, document, conditions: compiled.valuesOf(variables) });
        compiled.add(variables, cost);
      }
      const { schema } = model;
      const values = coerceSome(operation, { names: cost.variables, variables, schema }) ?? {};
      const costs = cost.estimate(constants === null ? values : { ...values, ...constants });
      this.#check(costs, namesSubgraph);
    };
  }

  #check(costs: ReadonlyMap<string, number>, namesSubgraph: boolean): void {
    for (const [subgraph, maxCost] of this.options.maxCosts) {
      const cost = costs.get(subgraph) ?? 0;
      if (cost <= maxCost) continue;
      throw new ClientError('COST_ESTIMATED_TOO_EXPENSIVE', {
        message: 'The operation would cost one of the subgraphs too much.',
        extensions: namesSubgraph ? { cost, maxCost, serviceName: subgraph } : { cost, maxCost },
      });
    }
  }
}
