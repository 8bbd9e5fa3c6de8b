import type { GraphQLOutputType } from 'graphql';
import type { TypeRelations } from '../supergraph/type-relations.js';

/** What the executor must know of the whole supergraph: of types and fields that clients may not see as well. */
export interface SupergraphTypes {
  /** The object types that a value of this type may have: itself for an object type, none for an unknown one. */
  possibleTypes(typeName: string): ReadonlySet<string>;
  isObjectType(typeName: string): boolean;
  /** `undefined` for a field that the supergraph does not define, such as `_entities`. */
  fieldType(typeName: string, fieldName: string): GraphQLOutputType | undefined;
  rootTypeName(kind: 'query' | 'mutation' | 'subscription'): string;
}

const NONE: ReadonlySet<string> = new Set();

export function createSupergraphTypes(relations: TypeRelations): SupergraphTypes {
  return {
    possibleTypes: (typeName) => relations.possibleTypes.get(typeName) ?? NONE,
    isObjectType: (typeName) => relations.possibleTypes.get(typeName)?.has(typeName) === true,
    fieldType: (typeName, fieldName) => relations.fieldType(typeName, fieldName),
    rootTypeName: (kind) => relations.rootTypes[kind] ?? '',
  };
}
