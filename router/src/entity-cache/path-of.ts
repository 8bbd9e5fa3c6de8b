import type { GraphQLFormattedError } from 'graphql';

/** The path of an error that a subgraph has reported, which may be anything; empty when it is no list. */
export function pathOf(error: GraphQLFormattedError): readonly (string | number)[] {
  const path: unknown = error.path;
  return Array.isArray(path) ? (path as readonly (string | number)[]) : [];
}
