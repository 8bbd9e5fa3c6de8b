import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import { drawBehind, readOverrideLabels } from './override-labels.js';
import type { Planner } from './planner.js';
import { PlanningError } from './planning-error.js';
import type { PlanningPoolOptions } from './planning-pool.js';
import { PlanningPool } from './planning-pool.js';
import type { QueryPlan } from './query-plan.js';

export interface HostedPlannerOptions {
  readonly supergraph: Pick<LoadedSupergraph, 'sdl' | 'document'>;
  /** Milliseconds that an operation may take to be planned, waiting included. Default 10,000. */
  readonly timeLimit?: number | undefined;
  /** Milliseconds without work after which the process or thread ends, until there is work again. Default 30,000. */
  readonly idleTime?: number | undefined;
}

/** A planner that runs in a process or thread of its own. */
export interface HostedPlanner extends Planner {
  /**
   * Starts the planner; else the first plan does.
   *
   * @throws {PlanningError} Thrown when it cannot be used here, or not with this supergraph.
   */
  load(): Promise<void>;
}

const DEFAULT_TIME_LIMIT = 10_000;
const DEFAULT_IDLE_TIME = 30_000;

export function createHostedPlanner(
  { supergraph, timeLimit = DEFAULT_TIME_LIMIT, idleTime = DEFAULT_IDLE_TIME }: HostedPlannerOptions,
  host: Pick<PlanningPoolOptions, 'start' | 'lanes' | 'slowLanes' | 'canCancel'>,
  convert: (plan: unknown, document: string) => QueryPlan,
): HostedPlanner {
  const pool = new PlanningPool({ ...host, supergraphSdl: supergraph.sdl, timeLimit, idleTime });
  const overrideLabels = readOverrideLabels(supergraph.document);
  return {
    overrideLabels,
    load: () => pool.load(),
    async plan({ document, activeLabels, signal }) {
      const percentage = drawBehind(overrideLabels, activeLabels);
      const task = { document, activeLabels: [...activeLabels], percentage };
      const plan: unknown = JSON.parse(await pool.plan(task, signal));
      try {
        return convert(plan, document);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new PlanningError('QUERY_PLANNING_FAILED', reason, { cause });
      }
    },
    close: () => pool.close(),
  };
}

/** Where a host's code is: beside the module that asks, as source in tests and compiled otherwise. */
export function hostEntry(name: string, moduleUrl: string): URL {
  return new URL(`./${name}${moduleUrl.endsWith('.ts') ? '.ts' : '.js'}`, moduleUrl);
}
