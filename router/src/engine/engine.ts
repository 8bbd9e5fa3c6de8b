import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from 'pino';
import type { OperationContext } from '../pipeline/operation-context.js';
import type { Subgraph, SubgraphTransport } from '../transport/subgraph-transport.js';

/** Plans operations over the supergraph, fetches from the subgraphs and merges what they answer. */
export interface Engine {
  /** Hosted by `ApolloServer`, which parses and validates first. Loading throws `StartError` for a bad supergraph. */
  readonly gateway: GatewayInterface;
  /** Gives back what the engine holds; no operation may follow. */
  close(): Promise<void>;
}

/** What every engine is given. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly transport: SubgraphTransport;
  /** The headers of a request to one subgraph, the identity among them. */
  readonly subgraphHeaders: SubgraphHeaders;
  /** URLs that replace those of the supergraph, by subgraph name. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  readonly logger: Logger;
}

export type SubgraphHeaders = (
  context: OperationContext,
  subgraph: Subgraph,
) => Promise<Readonly<Record<string, string>>>;
