import type { DocumentNode, GraphQLOutputType, GraphQLSchema } from 'graphql';
import {
  buildASTSchema,
  GraphQLNonNull,
  GraphQLString,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isTypeDefinitionNode,
  isTypeExtensionNode,
} from 'graphql';
import { applicationsOf, readArgument } from './read-argument.js';
import { readJoinGraphs } from './read-subgraphs.js';

/** What an executor must know of a supergraph beyond the API schema: it also meets inaccessible types and fields. */
export interface TypeRelations {
  /** The whole supergraph, inaccessible elements and those of linked specifications included. */
  readonly schema: GraphQLSchema;
  readonly rootTypes: {
    readonly query: string;
    readonly mutation: string | undefined;
    readonly subscription: string | undefined;
  };
  /** For each composite type, the object types that a value of it can have; for object types themselves. */
  readonly possibleTypes: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * For each composite type, the values of `__typename` that fulfil a condition on it: the possible types and, where
   * subgraphs have an interface as an `@interfaceObject`, the interface's own name, which such subgraphs answer.
   */
  readonly typenames: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each subgraph that has some, the interfaces that are object types there (`@interfaceObject`). */
  readonly interfaceObjects: ReadonlyMap<string, ReadonlySet<string>>;
  /** The type of a field, also of an inaccessible one; `undefined` when the type has no such field. */
  fieldType(typeName: string, fieldName: string): GraphQLOutputType | undefined;
}

/** @throws {StartError} Thrown when the document is not a supergraph. */
export function readTypeRelations(supergraph: DocumentNode): TypeRelations {
  const interfaceObjects = readInterfaceObjects(supergraph);
  const schema = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });

  const possibleTypes = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) possibleTypes.set(type.name, new Set([type.name]));
    if (isAbstractType(type)) {
      possibleTypes.set(type.name, new Set(schema.getPossibleTypes(type).map(({ name }) => name)));
    }
  }

  return {
    schema,
    rootTypes: {
      query: schema.getQueryType()?.name ?? 'Query',
      mutation: schema.getMutationType()?.name,
      subscription: schema.getSubscriptionType()?.name,
    },
    possibleTypes,
    typenames: withInterfaceObjects(schema, possibleTypes, interfaceObjects),
    interfaceObjects,
    fieldType(typeName, fieldName) {
      const type = schema.getType(typeName);
      if (fieldName === '__typename') return TYPENAME_TYPE;
      return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName]?.type : undefined;
    },
  };
}

const TYPENAME_TYPE = new GraphQLNonNull(GraphQLString);

function readInterfaceObjects(supergraph: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const graphs = readJoinGraphs(supergraph);
  const found = new Map<string, Set<string>>();
  for (const definition of supergraph.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    for (const application of applicationsOf(definition, 'join__type')) {
      if (readArgument(application, 'isInterfaceObject') !== true) continue;
      const graph = String(readArgument(application, 'graph'));
      const subgraph = graphs.get(graph)?.name ?? graph;
      found.set(subgraph, (found.get(subgraph) ?? new Set()).add(definition.name.value));
    }
  }
  return found;
}

function withInterfaceObjects(
  schema: GraphQLSchema,
  possibleTypes: ReadonlyMap<string, ReadonlySet<string>>,
  interfaceObjects: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const typenames = new Map(possibleTypes);
  for (const name of new Set([...interfaceObjects.values()].flatMap((names) => [...names]))) {
    const type = schema.getType(name);
    const above = isInterfaceType(type) ? type.getInterfaces().map((implemented) => implemented.name) : [];
    for (const condition of [name, ...above]) {
      typenames.set(condition, new Set(typenames.get(condition)).add(name));
    }
  }
  return typenames;
}
