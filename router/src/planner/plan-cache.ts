import type { Planner } from './planner.js';
import type { QueryPlan } from './query-plan.js';

/** What a plan depends on, for one supergraph. */
export interface CachedOperation {
  /** The normalised document. */
  readonly document: string;
  readonly activeLabels: ReadonlySet<string>;
}

export interface PlanCacheOptions<Compiled> {
  readonly planner: Pick<Planner, 'plan'>;
  /** What is kept: whatever can be made of a plan once for all requests. */
  readonly compile: (plan: QueryPlan, operation: CachedOperation) => Compiled;
  /** Default 500. When there are more, those go that were not used for the longest time. */
  readonly maxEntries?: number | undefined;
}

export interface PlanCache<Compiled> {
  readonly size: number;
  /** What is kept for an operation; a use, as `load` is. */
  get(operation: CachedOperation): Compiled | undefined;
  /**
   * What is kept for an operation, planned and compiled first if need be. Requests for an operation that is being planned
   * share its plan; a failure is told to all of them and not kept.
   *
   * @throws {PlanningError} Thrown when the operation cannot be planned, or not in time.
   */
  load(operation: CachedOperation): Promise<Compiled>;
  /** The operations with the most uses, those first. */
  mostUsed(count: number): readonly CachedOperation[];
  /**
   * Loads operations one after the other, so that requests find free lanes. What cannot be planned, as after a change of
   * the supergraph, is left out.
   */
  warmUp(operations: readonly CachedOperation[], signal?: AbortSignal): Promise<void>;
}

interface Entry<Compiled> {
  readonly operation: CachedOperation;
  readonly compiled: Compiled;
  uses: number;
}

const DEFAULT_MAX_ENTRIES = 500;

/** A cache of what is made of query plans, for one supergraph. */
export function createPlanCache<Compiled>(options: PlanCacheOptions<Compiled>): PlanCache<Compiled> {
  const { planner, compile, maxEntries = DEFAULT_MAX_ENTRIES } = options;
  // In the order of use: a Map keeps the order of insertion, and a use inserts anew.
  const entries = new Map<string, Entry<Compiled>>();
  const loading = new Map<string, Promise<Compiled>>();

  function get(operation: CachedOperation): Compiled | undefined {
    const key = keyOf(operation);
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    entry.uses += 1;
    entries.delete(key);
    entries.set(key, entry);
    return entry.compiled;
  }

  async function planAndKeep(key: string, operation: CachedOperation): Promise<Compiled> {
    try {
      const compiled = compile(await planner.plan(operation), operation);
      entries.set(key, { operation, compiled, uses: 1 });
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break;
        entries.delete(oldest);
      }
      return compiled;
    } finally {
      loading.delete(key);
    }
  }

  function load(operation: CachedOperation): Promise<Compiled> {
    const compiled = get(operation);
    if (compiled !== undefined) return Promise.resolve(compiled);
    const key = keyOf(operation);
    let shared = loading.get(key);
    if (shared === undefined) {
      shared = planAndKeep(key, operation);
      loading.set(key, shared);
    }
    return shared;
  }

  return {
    get size() {
      return entries.size;
    },
    get,
    load,
    mostUsed: (count) =>
      [...entries.values()]
        .sort((a, b) => b.uses - a.uses)
        .slice(0, count)
        .map(({ operation }) => operation),
    async warmUp(operations, signal) {
      for (const operation of operations) {
        if (signal?.aborted === true) return;
        await load(operation).catch(() => undefined);
      }
    },
  };
}

function keyOf({ document, activeLabels }: CachedOperation): string {
  // The document itself where there are no overrides: a string that is a key again and again keeps its hash.
  return activeLabels.size === 0 ? document : `${JSON.stringify([...activeLabels].sort())}${document}`;
}
