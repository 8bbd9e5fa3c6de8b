import type { QueryPlan as RustQueryPlan } from '@graphql-hive/router-query-planner';
import { convertRustPlan } from './convert-rust-plan.js';
import type { HostedPlanner, HostedPlannerOptions } from './hosted-planner.js';
import { createHostedPlanner, hostEntry } from './hosted-planner.js';
import { startPlanningProcess } from './start-planning-process.js';

/**
 * The planner of Hive Router, in Rust, in a process of its own: some operations make it panic, which ends the process
 * that it is in. There are binaries for Linux (x64 and arm64, glibc) and macOS.
 */
export function createRustPlanner(options: HostedPlannerOptions): HostedPlanner {
  const start = startPlanningProcess(hostEntry('rust-planner-process', import.meta.url));
  // Node gives native work four threads, which is what both kinds of lanes need together.
  const host = { start, lanes: 2, slowLanes: 2, canCancel: true };
  return createHostedPlanner(options, host, (plan, document) =>
    convertRustPlan(plan as RustQueryPlan, document),
  );
}
