import { fetchThroughCache } from '../entity-cache/fetch-through-cache.js';
import type { SubgraphResponse } from '../transport/subgraph-transport.js';
import type { CollectedPart } from './collected-part.js';
import type { Representations } from './collector-emitter.js';
import { runContextualFetch } from './run-contextual-fetch.js';
import type { ReplyObject } from './execution-state.js';
import type { Fetch, FetchPart } from './fetch-plan.js';
import type { PlanRun } from './run-plan.js';
import { sendFetch } from './send-fetch.js';
import { storePart } from './store-part.js';

/**
 * Collects representations, asks the subgraph and stores what came back. It never rejects: replies may be nested deeper
 * than the stack goes, before or after the request; that is noted like any other failure.
 */
export async function runFetch(fetch: Fetch, run: PlanRun): Promise<void> {
  try {
    if (fetch.parts.some(({ contextRewrites }) => contextRewrites.length > 0)) {
      run.port.cache?.noteUnkept();
      await runContextualFetch(fetch, run);
      return;
    }
    const collected = fetch.parts.map((part) => collectPart(part, run));
    if (!collected.some(isNeeded)) return;
    const response = await fetchCollected(fetch, run, collected);
    if (response === null) return;
    for (const part of collected) {
      try {
        storePart(part, { fetch, response, run });
      } catch (error) {
        noteFailure([part.part], { fetch, run, error });
      }
    }
  } catch (error) {
    noteFailure(fetch.parts, { fetch, run, error });
  }
}

function fetchCollected(
  fetch: Fetch,
  run: PlanRun,
  collected: readonly CollectedPart[],
): Promise<SubgraphResponse | null> {
  const { cache } = run.port;
  const cached = cache?.compile(fetch) ?? null;
  if (cache !== undefined && cached !== null)
    return fetchThroughCache(cached, { fetch, run, collected, cache });
  cache?.noteUnkept();
  return sendFetch(fetch, run, { collected, extra: {} });
}

function noteFailure(
  parts: readonly FetchPart[],
  { fetch, run, error: cause }: { readonly fetch: Fetch; readonly run: PlanRun; readonly error: unknown },
): void {
  const error = run.port.failure(fetch.subgraph, cause);
  for (const part of parts) run.state.errors.push({ part, entity: null, path: [], error });
}

function collectPart(part: FetchPart, { compiled, state }: PlanRun): CollectedPart {
  const representations: Representations = { texts: [], places: new Map() };
  const objects = (compiled.collectors.get(part) ?? []).map((collect) => {
    const found: ReplyObject[] = [];
    collect(state, representations, found);
    return found;
  });
  return { part, representations, objects };
}

/** Whether there is anything to fetch. Root fields are, unless the objects they belong to are missing. */
function isNeeded({ part, representations, objects }: CollectedPart): boolean {
  return part.alias === null ? objects.some((found) => found.length > 0) : representations.texts.length > 0;
}
