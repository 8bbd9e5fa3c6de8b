import type { DocumentNode, EnumTypeDefinitionNode } from 'graphql';
import { Kind } from 'graphql';
import { StartError } from '../errors/start-error.js';
import type { Subgraph } from '../transport/subgraph-transport.js';
import { parseSupergraph } from './parse-supergraph.js';
import { applicationsOf, readStringArgument } from './read-argument.js';

/**
 * The subgraphs that a supergraph names in its `join__Graph` enum, as the join specification has it in all its versions
 * (https://specs.apollo.dev/join/v0.3/), so for supergraphs of Federation 1 and 2.
 *
 * @throws {StartError} Thrown when the text is not GraphQL, or is not a supergraph.
 */
export function readSubgraphs(supergraphSdl: string): readonly Subgraph[] {
  return [...readJoinGraphs(parseSupergraph(supergraphSdl)).values()];
}

/**
 * As {@link readSubgraphs}, by the values of `join__Graph`, with which the `join__` directives name subgraphs.
 *
 * @throws {StartError} Thrown when the document is not a supergraph.
 */
export function readJoinGraphs(supergraph: DocumentNode): ReadonlyMap<string, Subgraph> {
  const graphs = supergraph.definitions.find(
    (definition): definition is EnumTypeDefinitionNode =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs === undefined) {
    throw new StartError(
      'SUPERGRAPH_INVALID',
      'This is a schema, but not a supergraph: it has no enum join__Graph. Compose the subgraphs first.',
    );
  }
  return new Map(
    graphs.values?.map((value) => {
      const [directive] = applicationsOf(value, 'join__graph');
      const name = directive && readStringArgument(directive, 'name');
      const url = directive && readStringArgument(directive, 'url');
      return [value.name.value, { name: name ?? value.name.value, url: url ?? '' }];
    }),
  );
}
