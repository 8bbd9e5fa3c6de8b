import type { SelectionNode } from 'graphql';
import { Kind } from 'graphql';
import { isIncluded } from '../planner/is-included.js';

/** Whether variables decide, by `@skip` or `@include`, if a selection is there. */
export function isConditional({ directives = [] }: SelectionNode): boolean {
  return directives.some(
    ({ name, arguments: given = [] }) =>
      (name.value === 'skip' || name.value === 'include') &&
      given.some(({ value }) => value.kind === Kind.VARIABLE),
  );
}

/** Whether a literal `@skip` or `@include` leaves a selection out whatever the variables are. */
export function isExcluded(selection: SelectionNode): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return false;
  const directives = selection.directives.filter(({ arguments: given = [] }) =>
    given.every(({ value }) => value.kind !== Kind.VARIABLE),
  );
  return !isIncluded({ ...selection, directives }, {});
}
