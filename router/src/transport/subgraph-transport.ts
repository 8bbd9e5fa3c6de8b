import type { GraphQLFormattedError } from 'graphql';

/** A subgraph as the supergraph names it. */
export interface Subgraph {
  readonly name: string;
  /** Where it listens; empty when the supergraph says nothing, as is usual for subgraphs in this process. */
  readonly url: string;
}

/** One operation for one subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** Lower-case names; the identity header is among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  readonly httpStatus: number;
}

/** How operations reach subgraphs. Engines know this interface and no implementation of it. */
export interface SubgraphTransport {
  /**
   * @throws {SubrequestError} Thrown when the subgraph cannot be reached, takes too long, or answers something that is
   * not a GraphQL response. Errors inside a GraphQL response are part of the answer.
   */
  send(subgraph: Subgraph, request: SubgraphRequest): Promise<SubgraphResponse>;
  /** Gives back connections; no request may follow. */
  close?(): Promise<void>;
}
