import type { PreparedOperation } from '../engine/engine.js';
import { OperationTypeNode } from 'graphql';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { Conditions } from '../planner/is-included.js';
import { compileActualCost } from './actual-cost.js';
import type { CountCost } from './actual-cost.js';
import type { Evaluation } from './amount.js';
import { addCosts, MAX_COST, readAmount } from './amount.js';
import { CostCompiler, TooComplexError } from './cost-compiler.js';
import type { CostModel } from './cost-model.js';

type Variables = Readonly<Record<string, unknown>>;

/** An operation that changes something costs this before anything else. */
export const MUTATION_COST = 10;

/** What one operation costs, for certain values of its conditions. */
export interface CompiledCost {
  /** Names of the variables that the estimate depends on. */
  readonly variables: readonly string[];
  /** @param variables Coerced; those of `variables` are enough. */
  estimate(variables: Variables): CostEstimate;
}

export interface CostEstimate {
  readonly cost: number;
  /** How the operation breaks a rule, such as that a list must be sliced. */
  readonly violation: string | undefined;
  /** What data of this request cost; `undefined` when that cannot be told. */
  countActual(data: Readonly<Record<string, unknown>> | null): number | undefined;
}

/**
 * Compiles what an operation costs.
 *
 * Objects cost 1, scalars and enums 0, unless `@cost` says otherwise; a list costs as many times its item as it can have
 * items; arguments with `@cost` and input objects cost; a mutation costs 10 more; introspection costs nothing. Where
 * several types are possible, the dearest counts. After https://ibm.github.io/graphql-specs/cost-spec.html, with the
 * weights of https://specs.apollo.dev/cost/v0.1/.
 */
export function compileCost(
  model: CostModel,
  { document, operation }: Pick<PreparedOperation, 'document' | 'operation'>,
  conditions: Conditions,
): CompiledCost {
  const rootType = model.schema.getRootType(operation.operation);
  if (rootType == null) return UNBOUNDED;
  const compiler = new CostCompiler({ model, fragments: fragmentsOf(document), conditions });
  const base = operation.operation === OperationTypeNode.MUTATION ? MUTATION_COST : 0;
  try {
    const root = compiler.place([rootType], [operation.selectionSet], 0);
    const { program, variables } = compiler;
    let count: CountCost | undefined;
    const estimateOf = ({ slots, violation }: Evaluation): CostEstimate => ({
      cost: addCosts(base, readAmount(root.estimate, slots)),
      violation,
      countActual(data) {
        if (data === null) return base;
        count ??= compileActualCost(root);
        return addCosts(base, count(data, slots));
      },
    });
    // Nearly all operations cost the same each time.
    const fixed = program.isConstant ? estimateOf(program.run({})) : undefined;
    return { variables: [...variables], estimate: (values) => fixed ?? estimateOf(program.run(values)) };
  } catch (error) {
    // The compiler calls itself for each level; a parser that allowed so many has a limit of its own.
    if (error instanceof TooComplexError || error instanceof RangeError) return UNBOUNDED;
    throw error;
  }
}

/** What is too complex for an estimate costs more than any budget. */
const UNBOUNDED: CompiledCost = {
  variables: [],
  estimate: () => ({ cost: MAX_COST, violation: undefined, countActual: () => undefined }),
};
