import { Client } from '@elastic/elasticsearch';

/** Milliseconds that a search may take. PostgreSQL answers when it takes longer, so a customer waits no more than that. */
const SEARCH_TIMEOUT = 2_000;

/** Opens a client of Elasticsearch 8. What fails is not tried again here: PostgreSQL is at hand. */
export function createElasticsearchClient(url: string): Client {
  return new Client({ node: url, requestTimeout: SEARCH_TIMEOUT, maxRetries: 0 });
}
