import { buildSubgraphSchema } from '@apollo/subgraph';
import type { FormattedExecutionResult } from 'graphql';
import { graphql, parse } from 'graphql';
import type { SubgraphDefinition } from './subgraph.js';

/** What a router sends to a subgraph. */
export interface SubgraphOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** Thrown when a subgraph breaks the connection in place of an answer. */
export class BrokenConnectionError extends Error {
  override readonly name = 'BrokenConnectionError';
  constructor() {
    super('The connection broke.');
  }
}

/** A subgraph that answers, and remembers what it was asked. */
export interface RunningSubgraph {
  readonly name: string;
  /** In the order of their arrival, since the list was last emptied. */
  readonly operations: SubgraphOperation[];
  /** Validates and executes as any GraphQL server would; the answer is a copy, as if it had travelled as JSON. */
  execute(operation: SubgraphOperation): Promise<FormattedExecutionResult>;
}

/** Runs a subgraph in this process, by graphql-js and `buildSubgraphSchema`. */
export function runSubgraph(name: string, { sdl, resolvers, breaksAt }: SubgraphDefinition): RunningSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  const operations: SubgraphOperation[] = [];
  return {
    name,
    operations,
    async execute(operation) {
      operations.push(operation);
      if (breaksAt?.test(operation.query) === true) throw new BrokenConnectionError();
      const result = await graphql({
        schema,
        source: operation.query,
        variableValues: operation.variables,
        operationName: operation.operationName,
      });
      return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
    },
  };
}

/** Runs all subgraphs of a behaviour. */
export function runSubgraphs(
  definitions: Readonly<Record<string, SubgraphDefinition>>,
): ReadonlyMap<string, RunningSubgraph> {
  return new Map(
    Object.entries(definitions).map(([name, definition]) => [name, runSubgraph(name, definition)]),
  );
}
