import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import { createApolloPlanner } from './apollo-planner.js';
import { createAskContextFields } from './ask-context-fields.js';
import { createTouchesContext } from './context-fields.js';
import { fetchesOf } from './fetches-of.js';
import { createFindShapeConflict } from './find-shape-conflict.js';
import type { HostedPlanner } from './hosted-planner.js';
import type { Planner } from './planner.js';
import { PlanningError } from './planning-error.js';
import type { EntityFetchNode, QueryPlan, RootFetchNode } from './query-plan.js';
import { createRustPlanner } from './rust-planner.js';

export type PlannerName = 'rust' | 'apollo';

export interface CreatePlannerOptions {
  readonly supergraph: Pick<LoadedSupergraph, 'sdl' | 'document' | 'apiSchema'>;
  /** Default `rust`, with `apollo` for what it cannot do. `apollo` uses Apollo's planner for everything. */
  readonly planner?: PlannerName | undefined;
  /**
   * Milliseconds that an operation may take to be planned, waiting included; 2,000 at least. Default 10,000. The Rust
   * planner has 1,000 of them, since where it takes longer, Apollo's is often quicker.
   */
  readonly timeLimit?: number | undefined;
  /** Told each time that an operation, or the supergraph, is left to Apollo's planner; for the log. */
  readonly onFallback?: ((reason: string) => void) | undefined;
}

const DEFAULT_TIME_LIMIT = 10_000;
const RUST_TIME_LIMIT = 1_000;

/**
 * The planner for a supergraph: the Rust planner, and Apollo's where the Rust planner has no binary for the platform,
 * does not take the supergraph, or plans an operation not at all, not soon or not right. Apollo's is started when it is
 * needed.
 *
 * @throws {PlanningError} Thrown when neither planner takes the supergraph.
 */
export async function createPlanner(options: CreatePlannerOptions): Promise<Planner> {
  const { supergraph, onFallback, timeLimit = DEFAULT_TIME_LIMIT } = options;
  if (options.planner === 'apollo') return loaded(createApolloPlanner({ supergraph, timeLimit }));

  const rust = createRustPlanner({ supergraph, timeLimit: RUST_TIME_LIMIT });
  const apollo = createApolloPlanner({ supergraph, timeLimit: timeLimit - RUST_TIME_LIMIT });
  try {
    await rust.load();
  } catch (error) {
    onFallback?.(error instanceof Error ? error.message : String(error));
    await rust.close();
    return loaded(apollo);
  }
  const touchesContext = createTouchesContext(supergraph.document, supergraph.apiSchema);
  const askContextFields = createAskContextFields(supergraph.document, supergraph.apiSchema);
  const findMistake = createFindMistake(supergraph);
  return {
    overrideLabels: rust.overrideLabels,
    async plan(request) {
      let reason: string | undefined;
      if (request.useSecond === true) {
        onFallback?.('The plan of the first planner is not complete.');
        return apollo.plan(request);
      }
      if (touchesContext(request.document)) {
        onFallback?.('The operation has arguments from a context.');
        return apollo.plan({ ...request, document: askContextFields(request.document) });
      } else {
        try {
          const plan = await rust.plan(request);
          reason = findMistake(plan);
          if (reason === undefined) return plan;
        } catch (error) {
          // Under a flood of heavy operations, the other planner is kept for those that need it.
          if (!(error instanceof PlanningError) || error.code === 'QUERY_PLANNING_OVERLOADED') throw error;
          reason = error.message;
        }
      }
      onFallback?.(reason);
      return apollo.plan(request);
    },
    async close() {
      await Promise.all([rust.close(), apollo.close()]);
    },
  };
}

async function loaded(planner: HostedPlanner): Promise<Planner> {
  try {
    await planner.load();
    return planner;
  } catch (error) {
    await planner.close();
    throw error;
  }
}

/** What the Rust planner is known to do wrong, found in its plans. */
function createFindMistake(
  supergraph: Pick<LoadedSupergraph, 'document'>,
): (plan: QueryPlan) => string | undefined {
  const findShapeConflict = createFindShapeConflict(supergraph.document);
  return ({ node }) => {
    const fetches = fetchesOf<RootFetchNode | EntityFetchNode>(node);
    for (const fetch of fetches) {
      if (fetch.kind !== 'EntityFetch') continue;
      const responseName = findShapeConflict(fetch);
      if (responseName !== undefined) {
        return `A fetch asks subgraph ${fetch.subgraph} for fields of different types as "${responseName}".`;
      }
    }
    // The specification wants the root fields of a mutation one after the other, each with all that is below it; the
    // planner starts the next while fetches for the one before are under way.
    const mutations = fetches.filter(({ operationKind }) => operationKind === 'mutation');
    return mutations.length > 1 && mutations.length < fetches.length
      ? 'The operation has several mutations, and fetches that belong between them.'
      : undefined;
  };
}
