import type { GraphQLFormattedError } from 'graphql';
import type { RequestCache } from '../entity-cache/request-cache.js';
import type { SubgraphReply } from '../transport/subgraph-transport.js';

/** What the executor asks of the world: to send an operation to a subgraph, and how errors are told to clients. */
export interface FetchPort {
  send(subgraph: string, operation: SubgraphOperation): Promise<SubgraphReply>;
  /** An error that a subgraph reported, as the client may see it; the path is the executor's matter. */
  reportedError(subgraph: string, error: GraphQLFormattedError): GraphQLFormattedError;
  /** What subgraphs have answered before; `undefined` when each fetch is to be sent. */
  readonly cache?: RequestCache | undefined;
  /** A fetch that failed: `SubrequestError`, or whatever `send` throws. */
  failure(subgraph: string, error: unknown): GraphQLFormattedError;
}

export interface SubgraphOperation {
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly query: string;
  readonly operationName: string | undefined;
  /** The text of a JSON object; `undefined` when the operation has no variables. */
  readonly variables: string | undefined;
}
