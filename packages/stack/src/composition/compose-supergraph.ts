import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';

export interface SubgraphSource {
  readonly name: string;
  /** Where the router finds it when nothing else is configured. */
  readonly url: string;
  readonly sdl: string;
}

export interface ComposedSupergraph {
  readonly supergraphSdl: string;
  /** What clients see: without federation directives and without what is `@inaccessible`. */
  readonly apiSdl: string;
}

/** Thrown when the subgraphs do not fit together; the message lists every reason. */
export class CompositionError extends Error {
  readonly code = 'COMPOSITION_FAILED';
}

/** Composes subgraphs with `@apollo/composition`. */
export function composeSupergraph(subgraphs: readonly SubgraphSource[]): ComposedSupergraph {
  const result = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (result.errors !== undefined) {
    throw new CompositionError(result.errors.map((error) => error.message).join('\n'));
  }
  const { supergraphSdl } = result;
  // With those for security: without them, it refuses to read a supergraph that it may be asked to execute.
  const supergraph = Supergraph.build(supergraphSdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
  return { supergraphSdl, apiSdl: `${printSchema(apiSchema)}\n` };
}
