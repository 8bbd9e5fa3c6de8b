import type { PlacedPlan } from '../executor/place-fetches.js';
import type { Fetch } from '../executor/fetch-plan.js';
import { Position } from '../executor/position.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { fetchesOf } from '../planner/fetches-of.js';
import type { RequiresSelection } from '../planner/query-plan.js';
import type { SelectionPlan } from './selection-plan.js';

/**
 * Whether a plan fetches every field of a selection for objects of every type that selects it, and for the fetch that
 * brings it, what that requires.
 */
export function isProvided(
  selection: SelectionPlan,
  { node, root }: Pick<PlacedPlan, 'node' | 'root'>,
  types: SupergraphTypes,
): boolean {
  const requiredBySlot = new Map(
    fetchesOf<Fetch>(node).flatMap(({ parts }) =>
      parts.flatMap(({ targets, requires }) => targets.map(({ slot }) => [slot, requires] as const)),
    ),
  );

  /** Types share selections, each of which is looked at once for a position. */
  const complete = new Map<SelectionPlan, Set<Position>>();
  const isComplete = (part: SelectionPlan, position: Position): boolean => {
    const known = complete.get(part);
    if (known?.has(position) === true) return true;
    if (!isEachComplete(part, position)) return false;
    if (known === undefined) complete.set(part, new Set([position]));
    else known.add(position);
    return true;
  };
  const isEachComplete = ({ fieldsByType }: SelectionPlan, position: Position): boolean =>
    [...fieldsByType].every(([typeName, fields]) =>
      fields.every((field) => {
        if (field.kind !== 'data') return true;
        if (!isFound(position, { name: field.fieldName, responseName: field.planKey, typeName }))
          return false;
        const { own, slots, child } = position.field(field.planKey, field.fieldName);
        const isReached =
          own.length > 0 ||
          slots.some(({ slot }) => isMet(requiredBySlot.get(slot) ?? [], { position, typeName, types }));
        if (!isReached) return false;
        return field.named.kind === 'leaf' || isComplete(field.named.selection, child ?? new Position());
      }),
    );
  return isComplete(selection, root);
}

interface FieldOfType {
  readonly name: string;
  readonly responseName: string;
  readonly typeName: string;
}

/** Whether somebody brings a field for objects of a type. */
function isFound(position: Position, { name, responseName, typeName }: FieldOfType): boolean {
  const field = position.field(responseName, name);
  if (field.own.length === 0 && field.slots.length === 0) return false;
  return field.types === null || field.types.has(typeName);
}

/** Whether the representations of objects of a type can be written; what is inside of required objects is not looked at. */
function isMet(
  requires: readonly RequiresSelection[],
  at: { readonly position: Position; readonly typeName: string; readonly types: SupergraphTypes },
): boolean {
  return requires.every((selection) => {
    if (selection.kind === 'inlineFragment') {
      const isOther = !at.types.possibleTypes(selection.typeCondition).has(at.typeName);
      return isOther || isMet(selection.selections, at);
    }
    const { name, responseName } = selection;
    return name === '__typename' || isFound(at.position, { name, responseName, typeName: at.typeName });
  });
}
