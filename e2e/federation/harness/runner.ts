import type { GraphQLFormattedError } from 'graphql';
import type { RunningSubgraph } from './running-subgraph.js';

/** What a client sends. */
export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** What a client gets. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** A router over one supergraph. */
export interface Runner {
  execute(operation: Operation): Promise<Answer>;
  close(): Promise<void>;
}

/** Whatever executes operations over a supergraph: Apollo's gateway, our router, our router over HTTP. */
export interface RunnerKind {
  readonly name: string;
  /** Whether it is Apollo's gateway: it sends an entity as often as it occurs, and may skip cases that say why. */
  readonly isApolloGateway: boolean;
  create(supergraphSdl: string, subgraphs: ReadonlyMap<string, RunningSubgraph>): Promise<Runner>;
}
