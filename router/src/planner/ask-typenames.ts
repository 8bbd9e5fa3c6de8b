import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';
import { isAbstractType, isInterfaceType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/**
 * Adds `__typename` to selections on abstract types where the answer depends on it although the client did not ask:
 * where an object's type may be one that clients must not see, or where types disagree about a field's type and so about
 * where null may stand. Elsewhere planners know themselves what they need.
 *
 * @param apiSchema The operations' schema.
 * @param supergraphSchema The whole supergraph, with inaccessible types.
 */
export function createAskTypenames(
  apiSchema: GraphQLSchema,
  supergraphSchema: GraphQLSchema,
): (document: DocumentNode) => DocumentNode {
  const needed = new Set<string>();
  for (const type of Object.values(apiSchema.getTypeMap())) {
    if (!isAbstractType(type)) continue;
    const whole = supergraphSchema.getType(type.name);
    const visible = apiSchema.getPossibleTypes(type);
    const hides = isAbstractType(whole) && supergraphSchema.getPossibleTypes(whole).length > visible.length;
    const disagrees =
      isInterfaceType(type) &&
      Object.values(type.getFields()).some((field) =>
        visible.some((possible) => String(possible.getFields()[field.name]?.type) !== String(field.type)),
      );
    if (hides || disagrees) needed.add(type.name);
  }
  if (needed.size === 0) return (document) => document;

  return (document) => {
    const typeInfo = new TypeInfo(apiSchema);
    return visit(
      document,
      visitWithTypeInfo(typeInfo, {
        SelectionSet: {
          leave(set) {
            const parent = typeInfo.getParentType();
            if (parent == null || !needed.has(parent.name)) return undefined;
            const asked = set.selections.some(
              (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
            );
            return asked ? undefined : { ...set, selections: [...set.selections, TYPENAME] };
          },
        },
      }),
    );
  };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
