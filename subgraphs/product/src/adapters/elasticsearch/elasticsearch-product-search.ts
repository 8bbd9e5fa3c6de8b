import type { Client, estypes } from '@elastic/elasticsearch';
import { highlightText } from '../../domain/highlight-text.js';
import type { SearchWord } from '../../domain/search-words.js';
import type { ProductSearch, SearchHighlight, SearchRequest, SearchResult } from '../../ports/search-port.js';
import { completionRequest, completionsOf } from './completion-search.js';
import { facetAggregations, facetsOf } from './facet-aggregations.js';
import { allBut, filterQueries } from './filter-queries.js';
import type { ShownTexts } from './index-source.js';
import { pageOf, sortValueOf } from './sort-orders.js';
import { spellingRequest, suggestionOf } from './spelling-suggestion.js';
import { wordsOfQuery, wordsQuery } from './words-query.js';

export interface ElasticsearchProductSearchOptions {
  readonly client: Client;
  /** The name that the live index goes by. */
  readonly alias: string;
}

/**
 * Searches by Elasticsearch, one request for all that is wanted. Queries are built of words, never parsed by the server, so
 * no text has operators; nothing is scripted.
 */
export function createElasticsearchProductSearch({
  client,
  alias,
}: ElasticsearchProductSearchOptions): ProductSearch {
  return {
    async search(request) {
      const words = wordsOfQuery(request.query);
      const ask = (least: number) =>
        client.search({ index: alias, ...searchBody(request, { words, least }) });
      const answer = await ask(words.length);
      // Nothing has all of the words: then what has at least half of them, whatever the filter says.
      const found = words.length < 2 || countBeforeFilter(answer) > 0;
      return resultOf(request, words, found ? answer : await ask(Math.ceil(words.length / 2)));
    },

    async complete(prefix, limit) {
      const words = wordsOfQuery(prefix);
      if (words.length === 0) return [];
      const answer = await client.search({ index: alias, ...completionRequest(words, limit) });
      return completionsOf(words, { limit, answer });
    },
  };
}

function searchBody(
  { query, filter, order, page, wants }: SearchRequest,
  { words, least }: { readonly words: readonly SearchWord[]; readonly least: number },
): Partial<estypes.SearchRequest> {
  const filters = filterQueries(filter);
  const suggests = wants.suggestion && words.length > 0;
  const spelling = suggests ? spellingRequest(words) : null;
  return {
    ...pageOf(order, page),
    query: wordsQuery(words, { query, least }),
    // After the aggregations, each of which has its own filter.
    ...(filters.size === 0 ? {} : { post_filter: allBut(filters, null) }),
    track_total_hits: wants.totalCount ? true : 1,
    _source: wants.highlights && words.length > 0,
    aggs: {
      ...(words.length > 1 && filters.size > 0 ? { beforeFilter: { filter: { match_all: {} } } } : {}),
      ...(wants.facets ? facetAggregations(filter) : {}),
      ...spelling?.aggs,
    },
    ...(spelling === null ? {} : { suggest: spelling.suggest }),
  };
}

function totalOf({ hits: { total } }: estypes.SearchResponse): number {
  return typeof total === 'number' ? total : (total?.value ?? 0);
}

function countBeforeFilter(answer: estypes.SearchResponse): number {
  const { beforeFilter } = (answer.aggregations ?? {}) as { beforeFilter?: { readonly doc_count: number } };
  return beforeFilter?.doc_count ?? totalOf(answer);
}

function resultOf(
  { query, filter, order, wants }: SearchRequest,
  words: readonly SearchWord[],
  answer: estypes.SearchResponse,
): SearchResult {
  return {
    hits: answer.hits.hits.map(({ _id: productId = '', sort = [], _source: source }) => ({
      productId,
      sortValue: sortValueOf(order, sort as (string | number)[]),
      highlights: source === undefined ? [] : highlightsOf((source as { shown: ShownTexts }).shown, words),
    })),
    totalCount: wants.totalCount ? totalOf(answer) : null,
    facets: wants.facets ? facetsOf(filter, answer.aggregations) : [],
    suggestion: wants.suggestion && words.length > 0 ? suggestionOf(query, words, answer) : null,
  };
}

/** Made here, since the server has words only, which stand elsewhere than in the texts. */
function highlightsOf(shown: ShownTexts, words: readonly SearchWord[]): readonly SearchHighlight[] {
  return (['name', 'category', 'description'] as const).flatMap((field) => {
    const found = highlightText(shown[field], words);
    return found === null ? [] : [{ field, ...found }];
  });
}
