import { isDeepStrictEqual } from 'node:util';
import type { AuditState } from '@techally/contracts';

/** The properties in which two states of a thing differ, before and after. */
export function changedProperties(
  before: AuditState,
  after: AuditState,
): { readonly before: AuditState; readonly after: AuditState } {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  const pick = (state: AuditState): AuditState =>
    Object.fromEntries(changed.map((name) => [name, state[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
