import type { SubgraphResponse } from '../transport/subgraph-transport.js';
import type { CachedFetch } from './cached-fetch.js';
import type { CachedRun } from './cached-run.js';
import { fetchEntities } from './fetch-entities.js';
import { fetchRoot } from './fetch-root.js';

/**
 * Fetches what the cache does not have, and puts the response together as if the subgraph had answered all of it.
 *
 * @returns `null` when there is nothing but errors, which have been noted.
 */
export function fetchThroughCache(cached: CachedFetch, run: CachedRun): Promise<SubgraphResponse | null> {
  return cached.kind === 'root' ? fetchRoot(cached, run) : fetchEntities(cached, run);
}
