import type { GraphQLField, GraphQLNamedType } from 'graphql';
import { getNamedType, isLeafType, isObjectType } from 'graphql';

/** What stands under a response name, as far as it decides whether fields merge. */
interface NamedField {
  /** Field name and arguments, as text. */
  readonly call: string;
  readonly type: string;
  readonly isLeaf: boolean;
  /** The parent type when it is an object type: two different ones never meet in one object. */
  readonly objectType: string | undefined;
}

/**
 * The response names of an operation or fragment, by path, so that only operations are made whose fields can be merged
 * (https://spec.graphql.org/October2021/#sec-Field-Selection-Merging).
 */
export interface ResponseScope {
  /** Takes a response name for a field, unless it clashes. */
  take(path: string, field: NamedField): boolean;
  /** Takes all names of another scope below a path, unless one clashes. */
  takeAll(path: string, other: ResponseScope): boolean;
  readonly names: ReadonlyMap<string, readonly NamedField[]>;
}

export function createResponseScope(): ResponseScope {
  const names = new Map<string, NamedField[]>();
  const fits = (path: string, field: NamedField) =>
    (names.get(path) ?? []).every((other) => canMerge(field, other));
  const put = (path: string, field: NamedField) => {
    names.set(path, [...(names.get(path) ?? []), field]);
  };
  return {
    names,
    take(path, field) {
      if (!fits(path, field)) return false;
      put(path, field);
      return true;
    },
    takeAll(path, other) {
      const all = [...other.names].flatMap(([below, fields]) =>
        fields.map((field) => [`${path}${below}`, field] as const),
      );
      if (!all.every(([at, field]) => fits(at, field))) return false;
      for (const [at, field] of all) put(at, field);
      return true;
    },
  };
}

/** Stricter than the specification where both fields are objects: they must be the same field. */
function canMerge(left: NamedField, right: NamedField): boolean {
  if (left.type !== right.type) return false;
  if (left.call === right.call) return true;
  const neverMeet =
    left.objectType !== undefined && right.objectType !== undefined && left.objectType !== right.objectType;
  return left.isLeaf && right.isLeaf && neverMeet;
}

export function namedField(
  parent: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  args: string,
): NamedField {
  return {
    call: `${field.name}${args}`,
    type: String(field.type),
    isLeaf: isLeafType(getNamedType(field.type)),
    objectType: isObjectType(parent) ? parent.name : undefined,
  };
}
