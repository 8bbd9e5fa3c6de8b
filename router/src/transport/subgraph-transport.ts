import type { GraphQLFormattedError } from 'graphql';
import type { Cancellation } from '../cancellation/cancellation.js';
import type { OperationContext } from '../pipeline/operation-context.js';

/** A subgraph as the supergraph names it. */
export interface Subgraph {
  readonly name: string;
  /** Where it listens; empty when the supergraph says nothing, as is usual for subgraphs in this process. */
  readonly url: string;
}

/** One operation for one subgraph. */
export interface SubgraphRequest {
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly query: string;
  readonly operationName: string | undefined;
  /**
   * The variables as the text of a JSON object, or `undefined` when there are none. Text, since the executor writes
   * representations as text and most transports send them so; a transport that needs objects parses it.
   */
  readonly variables: string | undefined;
  readonly headers: SubgraphHeaders;
  /** Cancelled when nobody waits for the answer any more. */
  readonly cancellation?: Cancellation | undefined;
  /** On whose behalf it is sent. What an answer may depend on of it stands in `headers.sharingKey`. */
  readonly context?: OperationContext | undefined;
}

/** The headers of a request to one subgraph. */
export interface SubgraphHeaders {
  /** Lower-case names; the identity header is among them. */
  readonly values: Readonly<Record<string, string>>;
  /**
   * What of the headers an answer may depend on: claims and forwarded headers, but neither signatures nor request ids.
   * Requests whose `sharingKey`, query and variables are equal may share an answer.
   */
  readonly sharingKey: string;
}

/** Headers of a reply: lower-case names with values, in the order in which they came. */
export type ReplyHeaders = readonly (readonly [name: string, value: string])[];

/** What came back, not yet looked into. */
export type SubgraphReply = {
  /** Those that somebody wants; `undefined` when nobody does. */
  readonly headers?: ReplyHeaders | undefined;
} & (
  | {
      readonly kind: 'text';
      readonly httpStatus: number;
      /** The media type, in lower case and without parameters; empty when there was none. */
      readonly mediaType: string;
      /** The body, decoded. */
      readonly text: string;
    }
  | {
      /** From a subgraph in this process. The receiver owns the objects and may change them. */
      readonly kind: 'result';
      readonly httpStatus: number;
      readonly result: unknown;
    }
);

/** How operations reach subgraphs. Engines know this interface and no implementation of it. */
export interface SubgraphTransport {
  /**
   * @throws {SubrequestError} Thrown when the subgraph cannot be reached, takes too long, or answers more than is
   * allowed. What a reply holds is checked by the receiver (`readSubgraphReply`).
   */
  send(subgraph: Subgraph, request: SubgraphRequest): Promise<SubgraphReply>;
  /** Gives back connections; no request may follow. */
  close?(): Promise<void>;
}

/** A reply that has the form of a GraphQL response (https://spec.graphql.org/October2021/#sec-Response-Format). */
export interface SubgraphResponse {
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  readonly httpStatus: number;
}
