import type { GraphQLFormattedError } from 'graphql';
import { readProperty } from '../codegen/property-access.js';
import { requestFetch } from '../executor/send-fetch.js';
import type { SubgraphResponse } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import type { CachedFetch, RootPiece } from './cached-fetch.js';
import type { CachedRun } from './cached-run.js';
import { keepAnswered, readKept, settle } from './cached-run.js';
import { pathOf } from './path-of.js';
import type { PendingPiece } from './pending-piece.js';

/** Fetches those root fields that the cache does not have. */
export async function fetchRoot(
  cached: Extract<CachedFetch, { kind: 'root' }>,
  cachedRun: CachedRun,
): Promise<SubgraphResponse | null> {
  const { fetch, run, collected, cache } = cachedRun;
  const data = new Map<string, unknown>();
  const errors: GraphQLFormattedError[] = [];
  const state = { isAnswered: false };

  async function request(missing: ReadonlyMap<RootPiece, PendingPiece | null>): Promise<void> {
    const isAll = missing.size === cached.pieces.length;
    try {
      const keys = new Set([...missing.keys()].map(({ responseKey }) => responseKey));
      const sent = isAll ? fetch : cached.only(keys);
      const { response, told } = await requestFetch(sent, run, { collected, extra: {} });
      if (response.data == null && (response.errors?.length ?? 0) === 0)
        throw new SubrequestError(
          'SUBREQUEST_MALFORMED_RESPONSE',
          `Subgraph "${fetch.subgraph}" answered neither data nor errors.`,
        );
      errors.push(...(response.errors ?? []));
      state.isAnswered ||= response.data != null;
      const failed = failedKeys(response.errors);
      for (const [piece, pending] of missing) {
        const value = response.data == null ? undefined : readProperty(response.data, piece.responseKey);
        if (value !== undefined) data.set(piece.responseKey, value);
        const isWhole = !failed.has(null) && !failed.has(piece.responseKey);
        keepAnswered(
          cachedRun,
          { piece, pending },
          { data: isWhole ? value : null, told, representation: '' },
        );
      }
    } catch (error) {
      for (const pending of missing.values()) if (pending !== null) cache.giveUp(pending);
      const formatted = run.port.failure(fetch.subgraph, error);
      const paths = isAll ? [[]] : [...missing.keys()].map(({ responseKey }) => [responseKey]);
      for (const { part } of collected)
        for (const path of paths) run.state.errors.push({ part, entity: null, path, error: formatted });
    }
  }

  await settle(cached.pieces, {
    cache,
    request,
    find: (piece) => cache.find(piece, run.variables, ''),
    use(piece, text) {
      state.isAnswered = true;
      data.set(piece.responseKey, readKept(fetch, text));
    },
  });
  if (!state.isAnswered && errors.length === 0) return null;
  return {
    data: state.isAnswered ? Object.fromEntries(data) : null,
    errors,
    extensions: undefined,
    httpStatus: 200,
  };
}

/** The root fields that errors are about; null among them when an error may be about any. */
function failedKeys(errors: readonly GraphQLFormattedError[] = []): ReadonlySet<string | null> {
  return new Set(
    errors.map((error) => {
      const [first] = pathOf(error);
      return typeof first === 'string' ? first : null;
    }),
  );
}
