import type { ASTNode, DocumentNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import { getNamedType, isAbstractType, isEnumType, isObjectType, Kind, parse, visit } from 'graphql';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { linkedSdl } from '../supergraphs/fuzz-supergraph.js';

/** What a subgraph's SDL says about federation, keyed by type name or by `Type.field`. */
export interface SubgraphModel {
  readonly name: string;
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly keys: ReadonlyMap<string, readonly SelectionSetNode[]>;
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  readonly external: ReadonlySet<string>;
  readonly interfaceObjects: ReadonlySet<string>;
}

/** Reads a subgraph's SDL, which is written without imports of directives. */
export function readSubgraphModel(name: string, sdl: string): SubgraphModel {
  const document = parse(linkedSdl(sdl), { noLocation: true });
  const keys = new Map<string, SelectionSetNode[]>();
  const requires = new Map<string, SelectionSetNode>();
  const external = new Set<string>();
  const interfaceObjects = new Set<string>();
  let typeName = '';

  visit(document, {
    enter(node: ASTNode, _key, _parent, _path, ancestors) {
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
        typeName = node.name.value;
      }
      if (node.kind !== Kind.DIRECTIVE) return;
      const owner = ancestors.at(-1) as ASTNode;
      const field = owner.kind === Kind.FIELD_DEFINITION ? `${typeName}.${owner.name.value}` : '';
      switch (node.name.value) {
        case 'key':
          keys.set(typeName, [...(keys.get(typeName) ?? []), readFieldSet(node)]);
          break;
        case 'requires':
          requires.set(field, readFieldSet(node));
          break;
        case 'external':
          external.add(field);
          break;
        case 'interfaceObject':
          interfaceObjects.add(typeName);
          break;
      }
    },
  });
  const schema = buildSubgraphSchema(document);
  return { name, document, schema, keys, requires, external, interfaceObjects };
}

/** The objects or enum values that the subgraph can answer for a field; `undefined` when it knows no such field. */
export function possibleValues(
  subgraph: SubgraphModel,
  typeName: string,
  fieldName: string,
): ReadonlySet<string> | 'any' | undefined {
  const owner = subgraph.schema.getType(typeName);
  if (!isObjectType(owner)) return undefined;
  const field = owner.getFields()[fieldName];
  if (field === undefined) return undefined;
  const type = getNamedType(field.type);
  if (isEnumType(type)) return new Set(type.getValues().map((value) => value.name));
  if (!isAbstractType(type)) return 'any';
  return new Set(subgraph.schema.getPossibleTypes(type).map((possible) => possible.name));
}

function readFieldSet(directive: ASTNode & { kind: Kind.DIRECTIVE }): SelectionSetNode {
  const value = directive.arguments?.find((argument) => argument.name.value === 'fields')?.value;
  if (value?.kind !== Kind.STRING) throw new Error(`@${directive.name.value} has no field set.`);
  const [definition] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A field set is one selection set.');
  return definition.selectionSet;
}
