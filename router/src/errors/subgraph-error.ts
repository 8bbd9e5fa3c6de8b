import { GraphQLError } from 'graphql';
import type { ToldError } from './subgraph-error-policy.js';

/** An error of a subgraph, already reduced to what may leave the router, on its way through an engine that wraps errors. */
export class SubgraphError extends GraphQLError {
  constructor(
    /** The name of the subgraph that it comes from. */
    readonly subgraph: string,
    { message, extensions }: ToldError,
    path?: unknown,
  ) {
    super(message, { path: isPath(path) ? path : null, extensions });
    this.name = 'SubgraphError';
  }
}

/** The subgraph error inside an error that an engine or the server has wrapped, if there is one. */
export function findSubgraphError(error: unknown): SubgraphError | undefined {
  let current = error;
  while (current instanceof Error) {
    if (current instanceof SubgraphError) return current;
    current = current instanceof GraphQLError ? current.originalError : current.cause;
  }
  return undefined;
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.every((key) => typeof key === 'string' || typeof key === 'number');
}
