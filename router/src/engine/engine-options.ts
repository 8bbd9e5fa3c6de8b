import type { OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { EntityCache } from '../entity-cache/entity-cache.js';
import type { SubgraphErrorPolicy } from '../errors/subgraph-error-policy.js';
import type { PlanLimits } from '../config/demand-control-options.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import type { QueryPlan } from '../planner/query-plan.js';
import type { Subgraph, SubgraphHeaders, SubgraphTransport } from '../transport/subgraph-transport.js';

/** What every engine is given. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly transport: SubgraphTransport;
  readonly subgraphHeaders: MakeSubgraphHeaders;
  /** URLs that replace those of the supergraph, by subgraph name. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** What of the errors that concern subgraphs leaves the router. */
  readonly subgraphErrors: SubgraphErrorPolicy;
  /** Told the plan of each operation before it is executed, which waits for it. An operation for which it fails fails, too. */
  readonly onPlan?: OnPlan | undefined;
  readonly logger: Logger;
  /** Where answers are kept. Default: nowhere. */
  readonly entityCache?: EntityCache | undefined;
  /** What plans may look like. Default: as they like. */
  readonly planLimits?: PlanLimits | undefined;
  /** What requests to single subgraphs may cost. Default: anything. */
  readonly subgraphCosts?: SubgraphCostOptions | undefined;
}

export interface SubgraphCostOptions {
  /** By subgraph name. */
  readonly maxCosts: ReadonlyMap<string, number>;
  /** Items that a list is assumed to have when the graph says nothing about it. */
  readonly listSize: number;
}

export type OnPlan = (
  plan: QueryPlan,
  operation: OperationDefinitionNode,
  context: OperationContext,
) => Promise<void>;

/** Makes the headers of a request to one subgraph, the identity among them. */
export type MakeSubgraphHeaders = (context: OperationContext, subgraph: Subgraph) => SubgraphHeaders;
