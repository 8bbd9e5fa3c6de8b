/** What the resolvers of a type may be: functions by field, `__resolveReference`, `__resolveType`, enum values. */
export type TypeResolvers = Readonly<Record<string, unknown>>;

/** A subgraph as composition and `buildSubgraphSchema` take it. */
export interface SubgraphDefinition {
  /** Its whole SDL, links included. */
  readonly sdl: string;
  /** By type name; a `GraphQLScalarType` for a custom scalar. */
  readonly resolvers: Readonly<Record<string, unknown>>;
  /** Operations that are never answered: the connection breaks. */
  readonly breaksAt?: RegExp;
}

const DIRECTIVES = [
  'key',
  'shareable',
  'external',
  'requires',
  'provides',
  'override',
  'inaccessible',
  'tag',
  'interfaceObject',
  'extends',
  'composeDirective',
  'authenticated',
  'requiresScopes',
  'policy',
  'cost',
  'listSize',
  'context',
  'fromContext',
];

/** A Federation 2 subgraph: the directives that the SDL uses are imported, so that it needs no link of its own. */
export function subgraph(
  sdl: string,
  resolvers: SubgraphDefinition['resolvers'] = {},
  version = 'v2.9',
): SubgraphDefinition {
  const imports = DIRECTIVES.filter((name) => new RegExp(`@${name}\\b`).test(sdl)).map(
    (name) => `"@${name}"`,
  );
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/${version}", import: [${imports.join(', ')}])`;
  return { sdl: `${link}\n${sdl}`, resolvers };
}

/** A subgraph whose SDL stands as it is: one of Federation 1, or one with links of its own. */
export function plainSubgraph(
  sdl: string,
  resolvers: SubgraphDefinition['resolvers'] = {},
): SubgraphDefinition {
  return { sdl, resolvers };
}
