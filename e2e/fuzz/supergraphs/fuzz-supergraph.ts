/** A supergraph to fuzz: its subgraphs' schemas. Data and resolvers follow from the schemas (see `world/`). */
export interface FuzzSupergraph {
  readonly name: string;
  /** SDL by subgraph name; the directives of Federation 2 need no import. */
  readonly subgraphs: Readonly<Record<string, string>>;
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", ' +
  '"@requires", "@provides", "@inaccessible", "@override", "@interfaceObject", "@tag"])';

/** A subgraph's schema with the directives imported. */
export function linkedSdl(sdl: string): string {
  return `${LINK}\n${sdl}`;
}
