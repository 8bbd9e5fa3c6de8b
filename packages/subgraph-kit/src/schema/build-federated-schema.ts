import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import type { GraphQLScalarType, GraphQLSchema } from 'graphql';
import { parse, print } from 'graphql';
import type { NonEmptyArray } from 'type-graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import type { AccessRules } from '../rules/guard-schema.js';
import { withAccessDirectives } from './access-directives.js';
import { sizeConnections } from './size-connections.js';
import { userErrorsMiddleware } from './validation-middleware.js';

/** The federation version and directives that our subgraphs use. */
const FEDERATION_LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag", "@requiresScopes", "@cost", "@listSize"]
)`;

/** Resolves an entity by its representation; `null` when there is none, or the caller may not know that there is. */
export type ReferenceResolver = (representation: never, context: never) => unknown;

export interface FederatedSchemaOptions {
  /** Resolver instances; their classes carry the type-graphql decorators. */
  readonly resolvers: readonly object[];
  /** Object types that no resolver returns: entities that exist to be referenced. */
  readonly orphanedTypes?: readonly (new () => object)[];
  /** `__resolveReference` by entity type name. */
  readonly references?: Readonly<Record<string, ReferenceResolver>>;
  /** Who may use which field; what they say of administrators becomes part of the SDL. */
  readonly rules?: AccessRules;
  /** Scalars by the TypeScript class that they stand for, beyond the built-in ones. */
  readonly scalars?: readonly { readonly type: new () => object; readonly scalar: GraphQLScalarType }[];
}

export interface FederatedSchema {
  readonly schema: GraphQLSchema;
  /** The subgraph's SDL with its federation directives, as composition takes it. */
  readonly sdl: string;
}

/** Builds the Apollo subgraph schema of type-graphql resolvers. Input classes are validated by class-validator. */
export async function buildFederatedSchema(options: FederatedSchemaOptions): Promise<FederatedSchema> {
  const instances = new Map<unknown, object>(
    options.resolvers.map((instance) => [instance.constructor, instance]),
  );
  const classes = [...instances.keys()] as unknown as NonEmptyArray<new () => object>;
  const typeGraphqlSchema = await buildSchema({
    resolvers: classes,
    orphanedTypes: [...(options.orphanedTypes ?? [])],
    scalarsMap: [...(options.scalars ?? [])],
    container: { get: (someClass: unknown) => instances.get(someClass) },
    globalMiddlewares: [userErrorsMiddleware],
    // Unknown properties cannot occur: GraphQL has checked the shape already.
    validate: { forbidUnknownValues: false },
  });
  const printed = parse(`${FEDERATION_LINK}\n${printSchemaWithDirectives(typeGraphqlSchema)}`);
  const typeDefs = withAccessDirectives(
    sizeConnections(printed),
    options.rules ?? {},
  );
  const resolvers = createResolversMap(typeGraphqlSchema) as Record<string, Record<string, unknown>>;
  for (const [typeName, resolve] of Object.entries(options.references ?? {})) {
    resolvers[typeName] = { ...resolvers[typeName], __resolveReference: resolve };
  }
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  return { schema, sdl: `${print(typeDefs)}\n` };
}
