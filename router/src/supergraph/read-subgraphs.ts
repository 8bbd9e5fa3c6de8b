import type { ConstDirectiveNode, DocumentNode, EnumTypeDefinitionNode } from 'graphql';
import { GraphQLError, Kind, parse } from 'graphql';
import { StartError } from '../errors/start-error.js';
import type { Subgraph } from '../transport/subgraph-transport.js';

/**
 * The subgraphs that a supergraph names in its `join__Graph` enum, as the join specification has it in all its versions
 * (https://specs.apollo.dev/join/v0.3/), so for supergraphs of Federation 1 and 2.
 *
 * @throws {StartError} Thrown when the text is not GraphQL, or is not a supergraph.
 */
export function readSubgraphs(supergraphSdl: string): readonly Subgraph[] {
  const graphs = parseSupergraph(supergraphSdl).definitions.find(
    (definition): definition is EnumTypeDefinitionNode =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs === undefined) {
    throw new StartError(
      'SUPERGRAPH_INVALID',
      'This is a schema, but not a supergraph: it has no enum join__Graph. Compose the subgraphs first.',
    );
  }
  return (graphs.values ?? []).map((value) => {
    const directive = value.directives?.find(({ name }) => name.value === 'join__graph');
    return {
      name: stringArgument(directive, 'name') ?? value.name.value,
      url: stringArgument(directive, 'url') ?? '',
    };
  });
}

function parseSupergraph(supergraphSdl: string): DocumentNode {
  try {
    return parse(supergraphSdl, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [at] = error.locations ?? [];
    const where = at === undefined ? '' : ` (line ${at.line}, column ${at.column})`;
    throw new StartError(
      'SUPERGRAPH_INVALID',
      `The supergraph is not valid GraphQL: ${error.message}${where}`,
      {
        cause: error,
      },
    );
  }
}

function stringArgument(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
