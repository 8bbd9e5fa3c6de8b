import type { GraphQLFormattedError } from 'graphql';
import type { ErrorInAnswer } from '../executor/place-errors.js';
import { readProperty } from '../codegen/property-access.js';
import type { FieldPlan, SelectionPlan } from './selection-plan.js';

type ResponsePath = readonly (string | number)[];

/**
 * Errors of fields that a plan fetches beside the client's (keys, required fields) have paths that the answer does not
 * have. They are told at the nearest object that it has, if something is missing there; if nothing is, the error cost the
 * client nothing.
 */
export function fitErrors(
  errors: readonly ErrorInAnswer[],
  { selection, data, requiredNames }: FitErrorsOptions,
): readonly GraphQLFormattedError[] {
  return errors.flatMap(({ error, entityKeys }) => {
    const { path, value } = follow(error.path, selection, data);
    const key = error.path[path.length];
    if (key === undefined) {
      if (entityKeys === null) return [error];
      const isRequired = entityKeys.some((name) => requiredNames.has(name));
      return hasNull(value, entityKeys) || (isRequired && hasNull(value)) ? [error] : [];
    }
    // What nothing requires was fetched for a condition that excludes it, or for objects of another type.
    return requiredNames.has(String(key)) && hasNull(value) ? [{ ...error, path }] : [];
  });
}

export interface FitErrorsOptions {
  readonly selection: SelectionPlan;
  /** Of the answer. */
  readonly data: unknown;
  /** The names of all fields that fetches of the plan require. */
  readonly requiredNames: ReadonlySet<string>;
}

/** Follows a path as far as the operation selects it. */
function follow(
  path: ResponsePath,
  root: SelectionPlan,
  data: unknown,
): { readonly path: ResponsePath; readonly value: unknown } {
  let selection: SelectionPlan | null = root;
  let value = data;
  for (const [index, key] of path.entries()) {
    if (typeof key === 'number') {
      value = Array.isArray(value) ? value[key] : null;
      continue;
    }
    // Inside a leaf: a custom scalar may have members.
    if (selection === null) return { path, value };
    const field = findField(selection, key);
    // An object has the fields of its own type only; where null stands, all types are possible.
    if (field === undefined || (isObject(value) && !Object.hasOwn(value, key))) {
      return { path: path.slice(0, index), value };
    }
    selection = field.kind === 'data' && field.named.kind === 'object' ? field.named.selection : null;
    value = isObject(value) ? readProperty(value, key) : null;
  }
  return { path, value };
}

function findField({ fieldsByType, uniform }: SelectionPlan, key: string): FieldPlan | undefined {
  return [...fieldsByType.values(), uniform ?? []].flat().find(({ responseKey }) => responseKey === key);
}

function hasNull(value: unknown, keys?: readonly string[]): boolean {
  if (!isObject(value)) return true;
  return (keys ?? Object.keys(value)).some((key) => Object.hasOwn(value, key) && holdsNull(value[key]));
}

/** Whether a value is null, or holds one however deep: parts of one object come from several fetches. */
function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value as object).some(holdsNull);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
