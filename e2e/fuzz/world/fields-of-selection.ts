import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import { getNamedType, isAbstractType, isInterfaceType, isObjectType, Kind } from 'graphql';

/** All fields that a field set touches, as `Type.field`, once for each object type that it can meet. */
export function fieldsOfSelection(
  schema: GraphQLSchema,
  typeName: string,
  { selections }: SelectionSetNode,
): readonly string[] {
  const type = schema.getType(typeName);
  if (isAbstractType(type)) {
    return schema
      .getPossibleTypes(type)
      .flatMap((possible) =>
        fieldsOfSelection(schema, possible.name, { kind: Kind.SELECTION_SET, selections }),
      );
  }
  return selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD: {
        const name = selection.name.value;
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
        if (field === undefined) return [];
        const nested = selection.selectionSet;
        return [
          `${typeName}.${name}`,
          ...(nested === undefined ? [] : fieldsOfSelection(schema, getNamedType(field.type).name, nested)),
        ];
      }
      case Kind.INLINE_FRAGMENT:
        return selection.typeCondition === undefined || selection.typeCondition.name.value === typeName
          ? fieldsOfSelection(schema, typeName, selection.selectionSet)
          : [];
      case Kind.FRAGMENT_SPREAD:
        throw new Error('A field set has no named fragments.');
    }
  });
}
