import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@cost", "@listSize", "@authenticated"])';

export interface ComposeOptions {
  /** Where subgraphs listen, by name. Default: a port where nothing listens. */
  readonly urls?: Readonly<Record<string, string>>;
  /** 1 leaves the schemas as they are, as Federation 1 subgraphs write them. Default 2. */
  readonly federation?: 1 | 2;
}

/** Composes subgraph schemas, by name, into a supergraph. */
export function composeSupergraph(
  schemas: Readonly<Record<string, string>>,
  options: ComposeOptions = {},
): string {
  const composition = composeServices(
    Object.entries(schemas).map(([name, sdl]) => ({
      name,
      url: options.urls?.[name] ?? `http://127.0.0.1:1/${name}`,
      typeDefs: parse(withLink(sdl, options.federation ?? 2)),
    })),
  );
  if (composition.errors !== undefined)
    throw new AggregateError(composition.errors, 'The schemas do not compose.');
  return composition.supergraphSdl;
}

/** A subgraph's schema with the directives of Federation 2 imported. */
export function withLink(sdl: string, federation: 1 | 2 = 2): string {
  return federation === 2 ? `${FEDERATION}\n${sdl}` : sdl;
}
