import type { FieldNode, GraphQLOutputType, SelectionSetNode } from 'graphql';
import { getArgumentValues, getNamedType, isLeafType, isObjectType, Kind } from 'graphql';
import type { World, WorldObject } from './world.js';

/** What a field set selects of an object, as plain JSON: what a representation must hold. */
export function plainValue(
  world: World,
  object: WorldObject,
  { selections }: SelectionSetNode,
): Record<string, unknown> {
  const { model } = world;
  const family = model.familyOf(object.__typename);
  const typeName = family === undefined ? object.__typename : world.entityType(family, object.key);
  const result: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('A field set has no named fragments.');
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? typeName;
      if (condition === typeName || condition === family)
        Object.assign(result, plainValue(world, object, selection.selectionSet));
      continue;
    }
    const name = selection.name.value;
    result[name] =
      name === '__typename' ? typeName : plainField(world, { ...object, __typename: typeName }, selection);
  }
  return result;
}

function plainField(world: World, object: WorldObject, node: FieldNode): unknown {
  const type = world.model.fullSchema.getType(object.__typename);
  const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
  if (field === undefined) throw new Error(`A field set names ${object.__typename}.${node.name.value}.`);
  const value = world.fieldValue(object, node.name.value, getArgumentValues(field, node));
  return plainOf(world, value, field.type, node.selectionSet);
}

function plainOf(
  world: World,
  value: unknown,
  type: GraphQLOutputType,
  selection: SelectionSetNode | undefined,
): unknown {
  if (value === null || isLeafType(getNamedType(type)) || selection === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => plainOf(world, item, type, selection));
  return plainValue(world, value as WorldObject, selection);
}

/** The same part of a representation, as a subgraph was given it: what is absent stays `undefined`. */
export function selectedPart(value: unknown, selection: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => selectedPart(item, selection));
  if (typeof value !== 'object' || value === null) return value;
  const given = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const node of selection.selections) {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      if (node.typeCondition === undefined || node.typeCondition.name.value === given['__typename'])
        Object.assign(result, selectedPart(given, node.selectionSet));
    } else if (node.kind === Kind.FIELD) {
      const item = given[node.name.value];
      result[node.name.value] =
        node.selectionSet === undefined ? item : selectedPart(item, node.selectionSet);
    }
  }
  return result;
}
