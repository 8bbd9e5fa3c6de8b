import type { Identity } from '@techally/identity';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { OperationTypeNode } from 'graphql';
import type { DemandControlConfig } from '../config/demand-control-options.js';
import type { PreparedOperation } from '../engine/engine.js';
import { ClientError } from '../errors/client-error.js';
import { requesterTier } from '../identity/requester-tier.js';
import type { CostEstimate } from './compile-cost.js';
import { CostModel } from './cost-model.js';
import { OperationCosts } from './operation-costs.js';
import type { CostResult } from './request-cost.js';
import { RequestCost } from './request-cost.js';

interface DemandControlOptions {
  readonly config: DemandControlConfig;
  /** Of the operations: the API schema. */
  readonly schema: GraphQLSchema;
  readonly supergraph: DocumentNode;
}

/** @returns `undefined` when it is off. */
export function createDemandControl(
  config: DemandControlConfig,
  schema: GraphQLSchema,
  supergraph: DocumentNode,
): DemandControl | undefined {
  if (config.mode === 'off') return undefined;
  return new DemandControl({ config, schema, supergraph });
}

/** Says what operations on one supergraph cost, and refuses those that cost too much. */
export class DemandControl {
  readonly #costs: OperationCosts;
  readonly #config: DemandControlConfig;

  constructor({ config, schema, supergraph }: DemandControlOptions) {
    this.#config = config;
    this.#costs = new OperationCosts(new CostModel({ schema, supergraph, listSize: config.listSize }));
  }

  /**
   * Estimates what an operation costs before it is executed.
   * @param variables As the client sent them.
   * @returns `undefined` when a variable has a wrong value, for which the engine will refuse the operation.
   * @throws {ClientError} Thrown with `COST_ESTIMATED_TOO_EXPENSIVE` or `COST_SLICING_ARGUMENT_REQUIRED`, where that is
   * enforced.
   */
  begin(
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    identity: Identity,
  ): RequestCost | undefined {
    const estimate = this.#costs.estimate(operation, variables);
    if (estimate === undefined) return undefined;
    const max = this.#maxCostFor(identity);
    const result = judge(estimate, max);
    const enforces = this.#config.mode === 'enforce';
    const isQuery = operation.operation.operation === OperationTypeNode.QUERY;
    const cost = new RequestCost({
      estimate,
      estimateOf: (executed) =>
        executed === operation ? estimate : this.#costs.estimate(executed, variables),
      max,
      result,
      onTooExpensive: !enforces || this.#config.actual === 'measure' ? 'tell' : isQuery ? 'replace' : 'log',
      exposeHeaders: this.#config.exposeHeaders,
    });
    if (enforces && result !== 'COST_OK') throw this.#refusal(cost, result, estimate);
    return cost;
  }

  /** Whether a request's `extensions` ask for the cost, and the answer may tell it. */
  isAsked(extensions: Readonly<Record<string, unknown>> | undefined): boolean {
    return this.#config.exposeInExtensions && extensions?.['cost'] === true;
  }

  #maxCostFor(identity: Identity): number {
    const { maxCost, maxCostByTier } = this.#config;
    const tier = requesterTier(identity);
    return (tier === null ? undefined : maxCostByTier[tier]) ?? maxCost;
  }

  #refusal(
    cost: RequestCost,
    code: Exclude<CostResult, 'COST_OK'>,
    { violation }: CostEstimate,
  ): ClientError {
    const numbers = { cost: cost.estimated, maxCost: cost.max };
    return new ClientError(code, {
      ...(violation === undefined ? {} : { message: violation }),
      extensions: code === 'COST_ESTIMATED_TOO_EXPENSIVE' ? numbers : {},
      ...(this.#config.exposeHeaders ? { headers: { 'x-cost-estimated': String(cost.estimated) } } : {}),
    });
  }
}

function judge(
  { cost, violation }: CostEstimate,
  max: number,
): Exclude<CostResult, 'COST_ACTUAL_TOO_EXPENSIVE'> {
  if (violation !== undefined) return 'COST_SLICING_ARGUMENT_REQUIRED';
  return cost > max ? 'COST_ESTIMATED_TOO_EXPENSIVE' : 'COST_OK';
}
