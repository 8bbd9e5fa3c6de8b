import type { ProductSearch, SearchHit } from '../../ports/search-port.js';
import type { Database } from '../prisma-client.js';
import { completeNames } from './complete-names.js';
import { highlightHits } from './highlight-hits.js';
import { countFacets, countHits } from './read-counts.js';
import { readHits } from './read-hits.js';
import { readSearchMatch, readSuggestion } from './search-match.js';

/**
 * Search on the domain's own PostgreSQL. The words of a query are looked up first: which of them the catalogue has, which
 * others they may be meant to be, and how many of them products have together. Then hits and counts are read side by side.
 */
export function createPostgresProductSearch(database: Database): ProductSearch {
  return {
    async search(request) {
      const { query, filter, wants } = request;
      const match = await readSearchMatch(database, query);
      const words = match.kind === 'words' ? match.words : [];
      const [found, counts, suggestion] = await Promise.all([
        readHits(database, match, request),
        wants.facets ? countFacets(database, match, filter) : null,
        wants.suggestion ? readSuggestion(database, query, words) : null,
      ]);
      const highlights =
        wants.highlights && words.length > 0
          ? await highlightHits(
              database,
              found.map(({ productId }) => productId),
              words,
            )
          : null;
      return {
        hits: found.map(({ productId, sortValue }): SearchHit => ({
          productId,
          sortValue: sortValue instanceof Date ? sortValue.toISOString() : sortValue,
          highlights: highlights?.get(productId) ?? [],
        })),
        totalCount: wants.totalCount
          ? (counts?.totalCount ?? (await countHits(database, match, filter)))
          : null,
        facets: counts?.facets ?? [],
        suggestion,
      };
    },

    complete: (prefix, limit) => completeNames(database, prefix, limit),
  };
}
