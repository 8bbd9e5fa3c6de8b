import { readFileSync } from 'node:fs';

export const SUBGRAPH_NAMES = ['users', 'products', 'reviews', 'inventory'] as const;
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

/** Where the generated supergraph says that a subgraph listens; `placeSubgraphs` puts the real address in. */
export function placeholderUrl(name: SubgraphName): string {
  return `http://${name}.invalid/graphql`;
}

/** The SDL of one subgraph, as it is written. */
export function readSubgraphSdl(name: SubgraphName): string {
  return readFileSync(new URL(`subgraphs/${name}.graphql`, import.meta.url), 'utf8');
}
