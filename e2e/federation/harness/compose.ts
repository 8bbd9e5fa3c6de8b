import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { SubgraphDefinition } from './subgraph.js';

/**
 * Composes subgraphs into a supergraph.
 *
 * @param urls where subgraphs listen, by name. Default: a port where nothing listens
 */
export function compose(
  subgraphs: Readonly<Record<string, Pick<SubgraphDefinition, 'sdl'>>>,
  urls: Readonly<Record<string, string>> = {},
): string {
  const composition = composeServices(
    Object.entries(subgraphs).map(([name, { sdl }]) => ({
      name,
      url: urls[name] ?? `http://127.0.0.1:1/${name}`,
      typeDefs: parse(sdl),
    })),
  );
  if (composition.errors !== undefined)
    throw new Error(composition.errors.map(({ message }) => message).join('\n'));
  return composition.supergraphSdl;
}
