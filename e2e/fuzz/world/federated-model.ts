import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLNamedType, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import {
  buildASTSchema,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
} from 'graphql';
import type { FuzzSupergraph } from '../supergraphs/fuzz-supergraph.js';
import { fieldsOfSelection } from './fields-of-selection.js';
import type { SubgraphModel } from './subgraph-model.js';
import { possibleValues, readSubgraphModel } from './subgraph-model.js';

/** A composed supergraph with all that the made-up data depends on. */
export interface FederatedModel {
  readonly name: string;
  readonly supergraphSdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** The same with what is `@inaccessible`. */
  readonly fullSchema: GraphQLSchema;
  readonly subgraphs: readonly SubgraphModel[];
  /**
   * The type whose keys identify objects of this type: the type itself, or an interface with keys that it implements;
   * `undefined` for value types.
   */
  familyOf(typeName: string): string | undefined;
  /** All keys that any subgraph knows for a family. */
  readonly familyKeys: ReadonlyMap<string, readonly SelectionSetNode[]>;
  /** `Type.field` of what keys are made of: never null, never wrong. */
  readonly keyFields: ReadonlySet<string>;
  /**
   * Whether faults must spare the field: what keys and `@requires` are made of (a client that never asked for such a field
   * would see its error), and fields whose nullability differs between subgraphs.
   */
  isSpared(typeName: string, fieldName: string): boolean;
  /** Whether every subgraph declares the field with the same type. */
  isUniform(typeName: string, fieldName: string): boolean;
  /** A subgraph that can lack the entity without harm to the fields of others. */
  subgraphThatMayLack(family: string): SubgraphModel | undefined;
  /** What the field requires, whichever subgraph resolves it. */
  requiredBy(typeName: string, fieldName: string): SelectionSetNode | undefined;
  /** Names of object types or enum values that every subgraph with this field can answer. */
  choicesOf(typeName: string, fieldName: string, type: GraphQLNamedType): readonly string[];
  /** Subgraphs that define the field and can resolve it. */
  ownersOf(typeName: string, fieldName: string): readonly SubgraphModel[];
}

/** @throws Thrown when the subgraphs do not compose. */
export function createFederatedModel({ name, subgraphs: sdls }: FuzzSupergraph): FederatedModel {
  const subgraphs = Object.entries(sdls).map(([subgraph, sdl]) => readSubgraphModel(subgraph, sdl));
  const composition = composeServices(
    subgraphs.map(({ name: subgraph, document }) => ({
      name: subgraph,
      url: `http://127.0.0.1:1/${subgraph}`,
      typeDefs: document,
    })),
  );
  if (composition.errors !== undefined)
    throw new AggregateError(composition.errors, `The subgraphs of "${name}" do not compose.`);
  const { supergraphSdl } = composition;
  const fullSchema = buildASTSchema(parse(supergraphSdl), { assumeValid: true, assumeValidSDL: true });
  const apiSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();

  const familyKeys = new Map<string, SelectionSetNode[]>();
  const keyFields = new Set<string>();
  const requiredFields = new Set<string>();
  const families = new Map<string, string>();
  for (const { keys } of subgraphs) {
    for (const typeName of keys.keys()) {
      const type = fullSchema.getType(typeName);
      const keyed = isObjectType(type)
        ? type.getInterfaces().find((parent) => subgraphs.some((subgraph) => subgraph.keys.has(parent.name)))
        : undefined;
      families.set(typeName, keyed?.name ?? typeName);
    }
  }
  const implementations = (typeName: string) => {
    const type = fullSchema.getType(typeName);
    return isInterfaceType(type)
      ? [typeName, ...fullSchema.getPossibleTypes(type).map((object) => object.name)]
      : [typeName];
  };
  for (const { keys, requires } of subgraphs) {
    for (const [typeName, selections] of keys) {
      const family = families.get(typeName) ?? typeName;
      familyKeys.set(family, [...(familyKeys.get(family) ?? []), ...selections]);
      for (const implementation of implementations(family)) {
        for (const selection of selections)
          for (const field of fieldsOfSelection(fullSchema, implementation, selection)) keyFields.add(field);
      }
    }
    for (const [field, selection] of requires) {
      for (const implementation of implementations(field.slice(0, field.indexOf('.'))))
        for (const required of fieldsOfSelection(fullSchema, implementation, selection))
          requiredFields.add(required);
    }
  }

  const familyOf = (typeName: string) => families.get(typeName);
  /** A field belongs to its type, or to the interface object that brings it. */
  const owner = (subgraph: SubgraphModel, typeName: string) => {
    const family = familyOf(typeName);
    return family !== undefined && subgraph.interfaceObjects.has(family) ? family : typeName;
  };
  const ownersOf = (typeName: string, fieldName: string) =>
    subgraphs.filter((subgraph) => {
      const type = subgraph.schema.getType(owner(subgraph, typeName));
      return (
        isObjectType(type) &&
        type.getFields()[fieldName] !== undefined &&
        !subgraph.external.has(`${owner(subgraph, typeName)}.${fieldName}`)
      );
    });
  const isUniform = (typeName: string, fieldName: string) => {
    const types = subgraphs.flatMap((subgraph) => {
      const type = subgraph.schema.getType(owner(subgraph, typeName));
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      return field === undefined ? [] : [String(field.type)];
    });
    return new Set(types).size <= 1;
  };
  /** One whose fields nobody else has or needs; the others must do without its keys. */
  function findLacking(family: string): SubgraphModel | undefined {
    const type = fullSchema.getType(family);
    const keyTexts = new Set((familyKeys.get(family) ?? []).map((selection) => print(selection)));
    if (!isObjectType(type) || keyTexts.size !== 1) return undefined;
    const names = Object.keys(type.getFields());
    return subgraphs.find((subgraph) => {
      const own = subgraph.schema.getType(family);
      if (!isObjectType(own) || !subgraph.keys.has(family)) return false;
      const fields = names.filter(
        (name) => own.getFields()[name] !== undefined && !keyFields.has(`${family}.${name}`),
      );
      return (
        fields.length > 0 &&
        fields.every(
          (name) =>
            subgraphs.every(
              (other) =>
                other === subgraph ||
                !(
                  name in ((other.schema.getType(family) as GraphQLObjectType | undefined)?.getFields() ?? {})
                ),
            ) &&
            !requiredFields.has(`${family}.${name}`) &&
            !subgraph.requires.has(`${family}.${name}`),
        )
      );
    });
  }

  const choices = new Map<string, readonly string[]>();
  const uniform = new Map<string, boolean>();
  const spared = new Map<string, boolean>();
  const lacking = new Map<string, SubgraphModel | undefined>();
  return {
    name,
    supergraphSdl,
    apiSchema,
    fullSchema,
    subgraphs,
    familyOf,
    familyKeys,
    keyFields,
    requiredBy: (typeName, fieldName) =>
      subgraphs
        .map((subgraph) => subgraph.requires.get(`${owner(subgraph, typeName)}.${fieldName}`))
        .find((selection) => selection !== undefined),
    choicesOf(typeName, fieldName, type) {
      const id = `${typeName}.${fieldName}`;
      const known = choices.get(id);
      if (known !== undefined) return known;
      let names = isEnumType(type)
        ? apiEnumValues(apiSchema, type.name)
        : isObjectType(type)
          ? [type.name]
          : fullSchema.getPossibleTypes(type as never).map((object) => object.name);
      for (const subgraph of subgraphs) {
        const possible = possibleValues(subgraph, owner(subgraph, typeName), fieldName);
        if (possible !== undefined && possible !== 'any') {
          names = names.filter((choice) => possible.has(choice) || possible.has(familyOf(choice) ?? ''));
        }
      }
      choices.set(id, names);
      return names;
    },
    ownersOf,
    isUniform: (typeName, fieldName) =>
      remember(uniform, `${typeName}.${fieldName}`, () => isUniform(typeName, fieldName)),
    isSpared: (typeName, fieldName) =>
      remember(spared, `${typeName}.${fieldName}`, () => {
        const id = `${typeName}.${fieldName}`;
        return keyFields.has(id) || requiredFields.has(id) || !isUniform(typeName, fieldName);
      }),
    subgraphThatMayLack: (family) => remember(lacking, family, () => findLacking(family)),
  };
}

function apiEnumValues(apiSchema: GraphQLSchema, typeName: string): readonly string[] {
  const type = getNamedType(apiSchema.getType(typeName));
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
}

function remember<K, V>(memory: Map<K, V>, key: K, find: () => V): V {
  if (memory.has(key)) return memory.get(key) as V;
  const value = find();
  memory.set(key, value);
  return value;
}
