import { Position } from '../executor/position.js';
import type { SelectionPlan } from './selection-plan.js';

/** Whether every field of a selection has a provider for objects of every type that selects it. */
export function isProvided({ fieldsByType }: SelectionPlan, position: Position): boolean {
  return [...fieldsByType].every(([typeName, fields]) =>
    fields.every((field) => {
      if (field.kind !== 'data') return true;
      const { own, slots, types, child } = position.field(field.planKey, field.fieldName);
      if (own.length === 0 && slots.length === 0) return false;
      if (types !== null && !types.has(typeName)) return false;
      return field.named.kind === 'leaf' || isProvided(field.named.selection, child ?? new Position());
    }),
  );
}
