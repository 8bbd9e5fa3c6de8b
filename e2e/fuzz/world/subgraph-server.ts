import type { DocumentNode, GraphQLFieldResolver } from 'graphql';
import { execute, parse, validate, visit } from 'graphql';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parseLosslessly } from '../canonical-json.js';
import { openCustomScalars } from '../custom-scalars.js';
import { findEntity } from './find-entity.js';
import { selectedPart } from './plain-value.js';
import type { SubgraphModel } from './subgraph-model.js';
import type { World, WorldObject } from './world.js';

/** How a subgraph deals with nulls that its own schema forbids. */
export type SubgraphManners =
  /** As graphql-js does: an error, and null further up. */
  | 'strict'
  /** Its schema allows null everywhere, so that what was composed as non-null may come as null, without an error. */
  | 'lenient';

/** One subgraph of a world, as a GraphQL server without HTTP. */
export interface SubgraphServer {
  /** @param variables JSON text, or `undefined`. */
  execute(world: World, query: string, variables: string | undefined): Promise<SubgraphAnswer>;
}

interface SubgraphAnswer {
  readonly response: { readonly data?: unknown; readonly errors?: readonly unknown[] };
  /** Why the operation cannot come of a right plan, whatever the executor did. */
  readonly planFault: string | undefined;
}

export function createSubgraphServer(subgraph: SubgraphModel, manners: SubgraphManners): SubgraphServer {
  const typeDefs = manners === 'strict' ? subgraph.document : allowNullEverywhere(subgraph.document);
  const resolvers: GraphQLResolverMap<World> = {};
  for (const typeName of subgraph.keys.keys()) {
    resolvers[typeName] = {
      __resolveReference: (representation: Record<string, unknown>, world: World) =>
        findEntity(world, subgraph, representation),
    };
  }
  const schema = openCustomScalars(buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]));
  const fieldResolver = createFieldResolver(subgraph);
  const documents = new Map<string, DocumentNode>();

  return {
    async execute(world, query, variables) {
      let document = documents.get(query);
      if (document === undefined) {
        document = parse(query, { noLocation: true });
        // The subgraph's true schema, since operations are planned for that.
        const errors = validate(subgraph.schema, document);
        const [error] = errors;
        if (error !== undefined) {
          const planFault = `an operation that the subgraph's schema forbids: ${error.message}`;
          return { response: { errors: [error.toJSON()] }, planFault };
        }
        documents.set(query, document);
      }
      const result = await execute({
        schema,
        document,
        variableValues:
          variables === undefined ? {} : (parseLosslessly(variables) as Record<string, unknown>),
        contextValue: world,
        fieldResolver,
        typeResolver: (value: WorldObject) => value.__typename,
      });
      const response = {
        ...(result.errors === undefined ? {} : { errors: result.errors.map((error) => error.toJSON()) }),
        ...(result.data === undefined ? {} : { data: result.data }),
      };
      const isPlanFault = result.errors?.some(
        ({ originalError }) => originalError instanceof MissingRepresentation,
      );
      return { response, planFault: isPlanFault === true ? MissingRepresentation.text : undefined };
    },
  };
}

function createFieldResolver(subgraph: SubgraphModel): GraphQLFieldResolver<WorldObject | undefined, World> {
  return (source, args: Record<string, unknown>, world, { fieldName, parentType }) => {
    const object = source ?? { __typename: parentType.name, key: '' };
    const selection = subgraph.requires.get(`${parentType.name}.${fieldName}`);
    if (selection === undefined) return world.fieldValue(object, fieldName, args);
    if (object.representation === undefined) throw new MissingRepresentation();
    return world.fieldValue(object, fieldName, args, selectedPart(object.representation, selection));
  };
}

/** A field with `@requires` was asked where there is no representation. */
class MissingRepresentation extends Error {
  static readonly text = 'a field was asked without what it requires';

  constructor() {
    super(MissingRepresentation.text);
  }
}

/** Takes the `!` from the types of all fields. */
function allowNullEverywhere(document: DocumentNode): DocumentNode {
  return visit(document, {
    FieldDefinition: {
      leave: (field) => ({
        ...field,
        type: visit(field.type, { NonNullType: { leave: (node) => node.type } }),
      }),
    },
    InputValueDefinition: () => false,
    Directive: () => false,
  });
}
