import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';
import type { TypeRelations } from '../supergraph/type-relations.js';
import { isAbstractType, isInterfaceType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/**
 * Adds `__typename` to selections on abstract types where the answer depends on it although the client did not ask:
 * where an object's type may be one that clients must not see, or where types disagree about a field's type and so about
 * where null may stand; and where the type decides what is selected although a subgraph knows only that the object is one
 * of an interface (`@interfaceObject`). Elsewhere planners know themselves what they need.
 *
 * @param apiSchema The operations' schema.
 * @param supergraph The whole supergraph, with inaccessible types.
 */
export function createAskTypenames(
  apiSchema: GraphQLSchema,
  { schema: supergraphSchema, interfaceObjects }: Pick<TypeRelations, 'schema' | 'interfaceObjects'>,
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
  const interfaceObjectNames = new Set([...interfaceObjects.values()].flatMap((names) => [...names]));
  if (needed.size === 0 && interfaceObjectNames.size === 0) return (document) => document;

  return (document) => {
    const typeInfo = new TypeInfo(apiSchema);
    return visit(
      document,
      visitWithTypeInfo(typeInfo, {
        SelectionSet: {
          leave(set) {
            const parent = typeInfo.getParentType();
            if (parent == null) return undefined;
            const depends =
              needed.has(parent.name) ||
              (interfaceObjectNames.has(parent.name) &&
                set.selections.some(({ kind }) => kind !== Kind.FIELD));
            if (!depends) return undefined;
            const asked = set.selections.some(
              (selection) =>
                selection.kind === Kind.FIELD &&
                selection.name.value === '__typename' &&
                (selection.directives ?? []).length === 0,
            );
            return asked ? undefined : { ...set, selections: [...set.selections, TYPENAME] };
          },
        },
      }),
    );
  };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
