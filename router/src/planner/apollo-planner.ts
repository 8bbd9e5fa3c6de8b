import type { QueryPlan as ApolloQueryPlan } from '@apollo/query-planner';
import { convertApolloPlan } from './convert-apollo-plan.js';
import type { HostedPlanner, HostedPlannerOptions } from './hosted-planner.js';
import { createHostedPlanner, hostEntry } from './hosted-planner.js';
import { startPlanningThread } from './start-planning-thread.js';

/**
 * Apollo's planner, in JavaScript, in a worker thread: it takes everything that composes, and 25 to 300 ms for an
 * operation, one at a time. The thread starts with `load` or the first plan.
 */
export function createApolloPlanner(options: HostedPlannerOptions): HostedPlanner {
  const start = startPlanningThread(hostEntry('apollo-planner-worker', import.meta.url));
  const host = { start, lanes: 1, slowLanes: 0, canCancel: false };
  return createHostedPlanner(options, host, (plan, document) =>
    convertApolloPlan(plan as ApolloQueryPlan, document),
  );
}
