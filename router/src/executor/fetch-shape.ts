import type { GraphQLOutputType, SelectionSetNode } from 'graphql';
import { getNamedType, isLeafType, isListType, isNonNullType, Kind, parse } from 'graphql';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { Conditions } from '../planner/is-included.js';
import { isIncluded } from '../planner/is-included.js';
import type { DataRewrite } from '../planner/query-plan.js';
import type { SupergraphTypes } from './supergraph-types.js';
import type { TypeSet } from './type-set.js';
import { common, widen } from './type-set.js';

/** The fields that a selection can bring, whatever the type of the object. */
export class Shape {
  readonly fields: ShapeField[] = [];

  /** The field with that key and name; made when it is new. */
  field(key: string, name: string): ShapeField {
    let field = this.fields.find((other) => other.key === key && other.name === name);
    if (field === undefined)
      this.fields.push(
        (field = { key, name, responseKey: key, child: null, listDepth: 0, types: new Set() }),
      );
    return field;
  }

  /** The objects below a key. */
  below(key: string): readonly Shape[] {
    return this.fields.flatMap((field) => (field.key === key ? (field.child ?? []) : []));
  }
}

export interface ShapeField {
  /** The key in the reply. */
  readonly key: string;
  /** The field's name in the schema. */
  readonly name: string;
  /** The client's response key: another one where the planner had to use an alias. */
  responseKey: string;
  /** For objects and lists of objects; `null` for leaves. */
  child: Shape | null;
  /** How many lists are around the value: 2 for a list of lists. */
  listDepth: number;
  /** The types of objects for which the field is asked, by fragments; `null` for all objects there are. */
  types: TypeSet;
}

/**
 * Which numbers of a reply JavaScript could damage.
 * - `integers`: there are IDs, which a subgraph may write as integers of any size.
 * - `any`: there are floats or custom scalars, whose text must stay as the subgraph wrote it.
 */
export type NumberRisk = 'none' | 'integers' | 'any';

export interface FetchShape {
  /** From the operation's root, `_entities` among its fields. */
  readonly shape: Shape;
  readonly numberRisk: NumberRisk;
}

/**
 * Reads from a subgraph operation's text what its reply will look like.
 *
 * @param conditions Default `all`: whatever may be there.
 */
export function readFetchShape(
  operation: string,
  types: SupergraphTypes,
  conditions: Conditions = 'all',
): FetchShape {
  const document = parse(operation, { noLocation: true });
  const fragments = fragmentsOf(document);
  let numberRisk: NumberRisk = 'none';

  const noteLeaf = (typeName: string | undefined) => {
    if (typeName === 'ID') {
      if (numberRisk === 'none') numberRisk = 'integers';
    } else if (typeName !== undefined && !EXACT_LEAVES.has(typeName)) {
      numberRisk = 'any';
    }
  };

  const visit = (
    selectionSet: SelectionSetNode,
    parentType: string,
    { shape, onlyFor }: { readonly shape: Shape; readonly onlyFor: TypeSet },
  ): void => {
    for (const selection of selectionSet.selections) {
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment === undefined) continue;
        const condition = fragment.typeCondition.name.value;
        visit(fragment.selectionSet, condition, {
          shape,
          onlyFor: common(onlyFor, types.possibleTypes(condition)),
        });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        visit(selection.selectionSet, condition ?? parentType, {
          shape,
          onlyFor:
            condition === undefined || condition === parentType
              ? onlyFor
              : common(onlyFor, types.possibleTypes(condition)),
        });
      } else {
        const key = selection.alias?.value ?? selection.name.value;
        const type = types.fieldType(parentType, selection.name.value);
        const namedType = type === undefined ? undefined : getNamedType(type);
        const field = shape.field(key, selection.name.value);
        if (type !== undefined) field.listDepth = Math.max(field.listDepth, listDepth(type));
        field.types = widen(field.types, onlyFor);
        if (selection.selectionSet === undefined) {
          if (namedType !== undefined && isLeafType(namedType)) {
            noteLeaf('getValues' in namedType ? undefined : namedType.name);
          }
        } else {
          field.child ??= new Shape();
          visit(selection.selectionSet, namedType?.name ?? '', { shape: field.child, onlyFor: null });
        }
      }
    }
  };

  const shape = new Shape();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      visit(definition.selectionSet, types.rootTypeName(definition.operation), { shape, onlyFor: null });
    }
  }
  return { shape, numberRisk };
}

function listDepth(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listDepth(type.ofType);
  return isListType(type) ? 1 + listDepth(type.ofType) : 0;
}

/** Scalars whose numbers fit into a JavaScript number without loss, or which are no numbers. */
const EXACT_LEAVES = new Set(['String', 'Int', 'Boolean']);

/** Gives the fields that a plan's output rewrites rename the client's response keys. */
export function renameInShape(shape: Shape, rewrites: readonly DataRewrite[]): void {
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'renameKey') continue;
    const keys = rewrite.path.filter((segment) => segment.kind === 'key').map(({ name }) => name);
    const last = keys.pop();
    let parents: readonly Shape[] = [shape];
    for (const key of keys) parents = parents.flatMap((parent) => parent.below(key));
    for (const field of parents.flatMap(({ fields }) => fields)) {
      if (field.key === last) field.responseKey = rewrite.name;
    }
  }
}
