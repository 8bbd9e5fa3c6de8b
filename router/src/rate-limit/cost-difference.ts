import type { RequestCost } from '../demand-control/request-cost.js';
import type { ExecutionAnswer } from '../engine/engine.js';

/**
 * What an executed operation cost beyond its estimate; below zero when it cost less. One that went wrong gets nothing
 * back: what it did not bring may have cost the subgraphs as much.
 */
export function costDifference(
  { estimated, actual }: Pick<RequestCost, 'estimated' | 'actual'>,
  { errors }: Pick<ExecutionAnswer, 'errors'>,
): number {
  if (actual === undefined) return 0;
  return errors.length === 0 ? actual - estimated : Math.max(0, actual - estimated);
}
