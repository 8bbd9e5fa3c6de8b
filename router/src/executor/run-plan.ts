import type { CompiledPlan } from './compile-plan.js';
import type { ExecutionState } from './execution-state.js';
import type { FetchPlanNode } from './fetch-plan.js';
import type { FetchPort } from './fetch-port.js';
import { runFetch } from './run-fetch.js';
import type { SupergraphTypes } from './supergraph-types.js';

/** One execution of a compiled plan. */
export interface PlanRun {
  readonly compiled: CompiledPlan;
  readonly state: ExecutionState;
  readonly port: FetchPort;
  readonly types: SupergraphTypes;
  /** The client's variables, defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether what is left may stay undone, since nobody waits for the answer any more. */
  readonly isAbandoned: () => boolean;
}

/** Runs the fetches of a plan in its order. It never rejects: what fails is noted in the state's errors. */
export async function runPlan(node: FetchPlanNode, run: PlanRun): Promise<void> {
  switch (node.kind) {
    case 'Fetch':
      return runFetch(node, run);
    case 'Sequence':
      for (const next of node.nodes) {
        if (run.isAbandoned()) return;
        await runPlan(next, run);
      }
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((next) => runPlan(next, run)));
      return;
    case 'Condition': {
      const branch = run.variables[node.variable] === true ? node.ifTrue : node.ifFalse;
      return branch === null ? undefined : runPlan(branch, run);
    }
  }
}
