import type { PlanLimits } from '../config/demand-control-options.js';
import { ClientError } from '../errors/client-error.js';
import type { PlanNode, QueryPlan } from '../planner/query-plan.js';

/** What decides how long the execution of a plan takes, and how many requests it makes. */
export interface PlanShape {
  /** Requests to subgraphs; of a condition's branches, the larger number. */
  readonly fetches: number;
  /** Requests that wait for each other, along the longest way. */
  readonly depth: number;
}

const NOTHING: PlanShape = { fetches: 0, depth: 0 };

export function planShape(node: PlanNode | null): PlanShape {
  if (node === null) return NOTHING;
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel': {
      const shapes = node.nodes.map(planShape);
      const depths = shapes.map(({ depth }) => depth);
      return {
        fetches: sum(shapes.map(({ fetches }) => fetches)),
        depth: node.kind === 'Sequence' ? sum(depths) : Math.max(0, ...depths),
      };
    }
    case 'Condition': {
      const [one, other] = [planShape(node.ifTrue), planShape(node.ifFalse)];
      return { fetches: Math.max(one.fetches, other.fetches), depth: Math.max(one.depth, other.depth) };
    }
    case 'RootFetch':
    case 'EntityFetch':
      return { fetches: 1, depth: 1 };
  }
}

/** @throws {ClientError} Thrown with `PLAN_TOO_MANY_FETCHES` or `PLAN_TOO_DEEP`. */
export function checkPlanShape({ node }: QueryPlan, { maxFetches, maxDepth }: PlanLimits): void {
  if (maxFetches === undefined && maxDepth === undefined) return;
  const { fetches, depth } = planShape(node);
  if (maxFetches !== undefined && fetches > maxFetches)
    throw new ClientError('PLAN_TOO_MANY_FETCHES', { extensions: { fetches, maxFetches } });
  if (maxDepth !== undefined && depth > maxDepth)
    throw new ClientError('PLAN_TOO_DEEP', { extensions: { depth, maxDepth } });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
