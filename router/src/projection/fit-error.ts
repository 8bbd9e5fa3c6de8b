import type { GraphQLFormattedError } from 'graphql';
import type { ErrorInAnswer, TypeOnPath } from '../executor/place-errors.js';
import type { ResponsePath } from '../executor/response-path.js';
import { readProperty } from '../codegen/property-access.js';
import type { FieldPlan, SelectionPlan } from './selection-plan.js';

/**
 * An error as the client is told it. Errors of fields that a plan fetches beside the client's (keys, required fields)
 * have paths that the answer does not have. They are told at the nearest object that it has, if something is missing
 * there; if nothing is, the error cost the client nothing.
 *
 * @returns `null` for an error that the client is not told.
 */
export function fitError(
  { error, entityKeys, typeOnPath }: ErrorInAnswer,
  { selection, data, requiredNames, isExplained = () => false }: FitErrorOptions,
): GraphQLFormattedError | null {
  const { path, value, isOfOtherType, nullDepth } = follow(error.path, { selection, data, typeOnPath });
  const key = error.path[path.length];
  if (key === undefined) {
    if (entityKeys === null) return { ...error, path };
    const isRequired = entityKeys.some((name) => requiredNames.has(name));
    const isNulled = !isObject(value) || hasNull(value, entityKeys);
    return isNulled || (isRequired && lacks(value, path, isExplained)) ? error : null;
  }
  // What nothing requires was fetched for a condition that excludes it, or for objects of another type.
  const isTold = isOfOtherType
    ? !isExplained(path.slice(0, nullDepth))
    : requiredNames.has(String(key)) && lacks(value, path, isExplained);
  return isTold ? { ...error, path } : null;
}

export interface FitErrorOptions {
  readonly selection: SelectionPlan;
  /** Of the answer. */
  readonly data: unknown;
  /** The names of all fields that fetches of the plan require. */
  readonly requiredNames: ReadonlySet<string>;
  /** Whether an error that is told anyway accounts for a null at this path of the answer. Default: none does. */
  readonly isExplained?: ((path: ResponsePath) => boolean) | undefined;
}

interface Followed {
  readonly path: ResponsePath;
  readonly value: unknown;
  /** Whether the path ends at a null, which is of a type that does not select what comes next. */
  readonly isOfOtherType: boolean;
  /** How much of the path leads to the null at which it ends, or through which it goes; all of it when there is none. */
  readonly nullDepth: number;
}

/** Follows a path as far as the operation selects it. */
function follow(
  path: ResponsePath,
  {
    selection: root,
    data,
    typeOnPath,
  }: {
    readonly selection: SelectionPlan;
    readonly data: unknown;
    readonly typeOnPath: TypeOnPath | undefined;
  },
): Followed {
  // Types may select different things under one key; only the data tells whose selection it is.
  let selections: readonly SelectionPlan[] = [root];
  let value = data;
  const followed: (string | number)[] = [];
  let nullDepth: number | undefined = value === null ? 0 : undefined;
  const end = (ended: Omit<Followed, 'nullDepth'>): Followed => ({
    ...ended,
    nullDepth: nullDepth ?? ended.path.length,
  });
  for (const [index, key] of path.entries()) {
    if (typeof key === 'number') {
      value = Array.isArray(value) ? value[key] : null;
      followed.push(key);
      if (value === null) nullDepth ??= followed.length;
      continue;
    }
    // Inside a leaf: a custom scalar may have members.
    if (selections.length === 0) return end({ path, value, isOfOtherType: false });
    const fields = selections.flatMap((selection) => findFields(selection, key));
    const [selected] = fields;
    const [selection] = selections;
    // An object has the fields of its own type only.
    if (
      selected === undefined ||
      selection === undefined ||
      (isObject(value) && !Object.hasOwn(value, key))
    ) {
      return end({ path: followed, value, isOfOtherType: false });
    }
    const typename = typeOnPath?.depth === index ? typeOnPath.typename : undefined;
    const field: FieldPlan | undefined = isObject(value)
      ? selected
      : findForNull(selection, selected, typename);
    if (field === undefined) return end({ path: followed, value: null, isOfOtherType: true });
    followed.push(field.responseKey);
    // Types share selections: without looking at each once, they would multiply with each level.
    selections = [...new Set((isObject(value) ? fields : [field]).flatMap(selectionBelow))];
    value = isObject(value) ? readProperty(value, key) : null;
    if (value === null) nullDepth ??= followed.length;
  }
  return end({ path: followed, value, isOfOtherType: false });
}

function findFields({ fieldsByType, uniform }: SelectionPlan, key: string): readonly FieldPlan[] {
  return [...fieldsByType.values(), uniform ?? []].flat().filter(({ responseKey }) => responseKey === key);
}

function selectionBelow(field: FieldPlan): readonly SelectionPlan[] {
  return field.kind === 'data' && field.named.kind === 'object' ? [field.named.selection] : [];
}

/**
 * The field for which an error stands, of an object that became null. An interface object is asked for what any type
 * selects, and tells one error only: the one told may be of another type's field where this type selects the same under
 * another key. Without a known type, what all types select is preferred.
 *
 * @returns `undefined` when the object's type does not select such a field.
 */
function findForNull(
  { fieldsByType }: SelectionPlan,
  selected: FieldPlan,
  typename: string | undefined,
): FieldPlan | undefined {
  if (selected.kind !== 'data') return selected;
  const own = typename === undefined ? undefined : fieldsByType.get(typename);
  const types = own === undefined ? [...fieldsByType.values()] : [own];
  const selects = (key: string) =>
    types.every((fields) => fields.some(({ responseKey }) => responseKey === key));
  if (selects(selected.responseKey)) return selected;
  const same = types[0]?.find(
    (field) => field.kind === 'data' && field.fieldName === selected.fieldName && selects(field.responseKey),
  );
  return same ?? (own === undefined ? selected : undefined);
}

function hasNull(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.some((key) => Object.hasOwn(value, key) && holdsNull(value[key]));
}

/** Whether a value is null, or holds one however deep: parts of one object come from several fetches. */
function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(holdsNull);
}

/** Whether there is a null at a path or below it that no other error explains. */
function lacks(value: unknown, path: ResponsePath, isExplained: (path: ResponsePath) => boolean): boolean {
  if (value === null || value === undefined) return !isExplained(path);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some((item, index) => lacks(item, [...path, index], isExplained));
  return Object.entries(value).some(([key, member]) => lacks(member, [...path, key], isExplained));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
