import type { Position } from '../executor/position.js';
import type { DataField, SelectionPlan } from './selection-plan.js';

/** Each list holds what the types of one position select. */
interface AskedOptions {
  /** What is selected whatever the conditions say. */
  readonly all: readonly SelectionPlan[];
  /** What they leave of it. */
  readonly chosen: readonly SelectionPlan[];
  /** The names of fields that a plan needs for itself. */
  readonly required: ReadonlySet<string>;
}

/** Whether a plan provides a field that conditions exclude, and that it does not need for itself. */
export function asksForMore(position: Position, { all, chosen, required }: AskedOptions): boolean {
  const included = dataFieldsOf(chosen);
  return [...dataFieldsOf(all)].some(([key, fields]) => {
    const [{ planKey, fieldName }] = fields;
    const { own, slots, child } = position.field(planKey, fieldName);
    if (own.length === 0 && slots.length === 0) return false;
    const kept = included.get(key);
    if (kept === undefined) return !required.has(fieldName);
    const inside = { all: selectionsOf(fields), chosen: selectionsOf(kept), required };
    return child !== null && asksForMore(child, inside);
  });
}

type SameFields = [DataField, ...DataField[]];

/** The fields of all types, those that plans do not tell apart together. */
function dataFieldsOf(selections: readonly SelectionPlan[]): ReadonlyMap<string, SameFields> {
  const found = new Map<string, SameFields>();
  for (const field of selections.flatMap(({ fieldsByType }) => [...new Set(fieldsByType.values())]).flat()) {
    if (field.kind !== 'data') continue;
    const key = `${field.planKey}:${field.fieldName}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [field]);
    else known.push(field);
  }
  return found;
}

function selectionsOf(fields: SameFields): readonly SelectionPlan[] {
  // Several types may share one.
  return [...new Set(fields.flatMap(({ named }) => (named.kind === 'object' ? [named.selection] : [])))];
}
