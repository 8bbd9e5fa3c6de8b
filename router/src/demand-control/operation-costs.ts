import { conditionVariables } from '../engine/condition-variables.js';
import { ConditionVariants } from '../engine/condition-variants.js';
import type { PreparedOperation } from '../engine/engine.js';
import { coerceSome } from './coerce-some.js';
import type { CompiledCost, CostEstimate } from './compile-cost.js';
import { compileCost } from './compile-cost.js';
import type { CostModel } from './cost-model.js';

type Variables = Readonly<Record<string, unknown>>;

interface KnownOperation {
  readonly conditions: readonly string[];
  readonly compiled: ConditionVariants<CompiledCost>;
}

/** Estimates what operations cost. What is compiled for an operation is kept as long as that is in use. */
export class OperationCosts {
  readonly #known = new WeakMap<PreparedOperation, KnownOperation>();

  constructor(private readonly model: CostModel) {}

  /**
   * @param variables As the client sent them.
   * @returns `undefined` when a variable that decides about the cost has a wrong value; then the operation is not executed.
   */
  estimate(operation: PreparedOperation, variables: Variables): CostEstimate | undefined {
    let known = this.#known.get(operation);
    if (known === undefined) {
      const conditions = conditionVariables(operation);
      known = { conditions, compiled: new ConditionVariants(conditions) };
      this.#known.set(operation, known);
    }
    const conditions = coerceSome(operation, {
      names: known.conditions,
      variables,
      schema: this.model.schema,
    });
    if (conditions === undefined) return undefined;
    let compiled = known.compiled.find(conditions);
    if (compiled === undefined) {
      compiled = compileCost(this.model, operation, known.compiled.valuesOf(conditions));
      known.compiled.add(conditions, compiled);
    }
    const values = coerceSome(operation, { names: compiled.variables, variables, schema: this.model.schema });
    return values === undefined ? undefined : compiled.estimate(values);
  }
}
