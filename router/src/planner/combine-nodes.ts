import type { PlanNode } from './query-plan.js';

/** The nodes one after the other, without levels that say nothing; `null` when nothing is left. */
export function sequence(nodes: readonly (PlanNode | null)[]): PlanNode | null {
  const flat = nodes.flatMap((node) => (node?.kind === 'Sequence' ? node.nodes : (node ?? [])));
  return flat.length > 1 ? { kind: 'Sequence', nodes: flat } : (flat[0] ?? null);
}

/** The nodes at the same time, without levels that say nothing; `null` when nothing is left. */
export function parallel(nodes: readonly (PlanNode | null)[]): PlanNode | null {
  const flat = nodes.flatMap((node) => (node?.kind === 'Parallel' ? node.nodes : (node ?? [])));
  return flat.length > 1 ? { kind: 'Parallel', nodes: flat } : (flat[0] ?? null);
}
