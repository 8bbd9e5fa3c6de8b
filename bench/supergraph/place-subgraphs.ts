import { readFileSync } from 'node:fs';
import type { SubgraphName } from './subgraph-names.ts';
import { placeholderUrl } from './subgraph-names.ts';

/** The supergraph's SDL with the addresses at which the subgraphs of this run listen. */
export function placeSubgraphs(urls: Readonly<Record<SubgraphName, string>>): string {
  let sdl = readFileSync(new URL('generated/supergraph.graphql', import.meta.url), 'utf8');
  for (const [name, url] of Object.entries(urls) as [SubgraphName, string][]) {
    const placeholder = placeholderUrl(name);
    if (!sdl.includes(placeholder)) throw new Error(`The supergraph has no subgraph at ${placeholder}.`);
    sdl = sdl.replace(placeholder, url);
  }
  return sdl;
}
