import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { CachedOperation } from '../planner/plan-cache.js';
import type { OperationContext } from '../pipeline/operation-context.js';

/** Plans operations over one supergraph, fetches from the subgraphs and merges what they answer. */
export interface Engine {
  /** What clients may ask for: the API schema. */
  readonly schema: GraphQLSchema;
  /** Never rejects for what a client or a subgraph did: that stands in the answer's errors. */
  execute(operation: PreparedOperation, request: ExecutionRequest): Promise<ExecutionAnswer>;
  /** The operations that are used most, those first; none for an engine that does not keep plans of its own. */
  mostUsedOperations(count: number): readonly CachedOperation[];
  /** Plans operations before they are asked for, as an engine for another supergraph used them. */
  warmUp(operations: readonly CachedOperation[], signal: AbortSignal): Promise<void>;
  /**
   * Plans operations before they are asked for, until the signal says stop. What cannot be planned is left out.
   * @returns How many it has plans for.
   */
  planAhead(operations: readonly PreparedOperation[], signal: AbortSignal): Promise<number>;
  /** Gives back what the engine holds; no operation may follow. */
  close(): Promise<void>;
}

/**
 * An operation that is valid against `Engine.schema`. The same object comes again for the same text, so that engines can
 * keep in a WeakMap what they have compiled for it.
 */
export interface PreparedOperation {
  /** The document's text, as the client sent it. */
  readonly source: string;
  readonly document: DocumentNode;
  /** The operation of the document that is executed. */
  readonly operation: OperationDefinitionNode;
}

/** @param executed The operation whose data they are. */
export type OnData = (data: Readonly<Record<string, unknown>> | null, executed: PreparedOperation) => void;

export interface ExecutionRequest {
  /** As the client sent them, not yet coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: OperationContext;
  /** Called with the data of the answer, if any was made, before it becomes text. It must not keep it. */
  readonly onData?: OnData | undefined;
  /** Gives the data that the client gets, in place of what was executed. It must not change what it is given. */
  readonly completeData?:
    | ((data: Readonly<Record<string, unknown>> | null) => Readonly<Record<string, unknown>> | null)
    | undefined;
}

/** The answer in parts that only have to be put together: `{"errors":[…],"data":…}`. */
export interface ExecutionAnswer {
  /**
   * JSON text of `data`; `undefined` when nothing was executed (variables of a wrong type, no plan), so that the answer
   * must have no `data` at all (https://spec.graphql.org/October2021/#sec-Data). Whoever has read it may take it out.
   */
  data: string | undefined;
  /** Whether `data` holds nothing: null or absent, or null in each root field. */
  readonly isEmpty: boolean;
  /** Ready for the client, in the order in which they arose. */
  readonly errors: readonly GraphQLFormattedError[];
  /** What else the client is told, beside data and errors. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Response headers that go with the answer, for all who share it: names and values in turn. */
  readonly headers?: readonly string[] | undefined;
}
