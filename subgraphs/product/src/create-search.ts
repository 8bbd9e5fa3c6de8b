import { errors } from '@elastic/elasticsearch';
import type { ServiceLogger } from '@techally/subgraph-kit';
import { BadUserInputError, reportOutages } from '@techally/subgraph-kit';
import { createElasticsearchClient } from './adapters/elasticsearch/create-elasticsearch-client.js';
import { createElasticsearchProductSearch } from './adapters/elasticsearch/elasticsearch-product-search.js';
import { LAYOUT } from './adapters/elasticsearch/index-layout.js';
import type { ElasticsearchSettings } from './adapters/elasticsearch/parse-elasticsearch-settings.js';
import { createSearchIndexes } from './adapters/elasticsearch/search-indexes.js';
import { createPostgresProductSearch } from './adapters/postgres-search/create-postgres-product-search.js';
import type { Database } from './adapters/prisma-client.js';
import { createPrismaSearchDocumentStore } from './adapters/prisma-search-document-store.js';
import { createPrismaSearchIndexRegistry } from './adapters/prisma-search-index-registry.js';
import { createSearchWithFallback } from './adapters/search-with-fallback.js';
import type { SearchCounts } from './adapters/search-with-fallback.js';
import type { BuiltSearchIndex } from './application/build-search-index.js';
import { createBuildSearchIndex } from './application/build-search-index.js';
import { createProductIndexer } from './application/index-products.js';
import { searchAlias } from './domain/search-index-name.js';
import type { ProductSearch } from './ports/search-port.js';

/** Search, and what keeps it up to date. */
export interface Search {
  readonly search: ProductSearch;
  /** How often each side has answered; null where there is PostgreSQL alone. */
  counts(): SearchCounts | null;
  start(): void;
  /** Products have changed. */
  wake(): void;
  /** Builds the index anew; null when another process is at it, or there is none to build. */
  rebuild(): Promise<BuiltSearchIndex | null>;
  stop(): Promise<void>;
}

export interface CreateSearchOptions {
  readonly database: Database;
  /** Where there is no Elasticsearch, null: PostgreSQL searches alone. */
  readonly elasticsearch: ElasticsearchSettings | null;
  readonly logger: ServiceLogger;
}

/** Puts search together. Changes need no telling where PostgreSQL searches: they are in its tables. */
export function createSearch(options: CreateSearchOptions): Search {
  const postgres = createPostgresProductSearch(options.database);
  return options.elasticsearch === null
    ? {
        search: postgres,
        counts: () => null,
        start: () => undefined,
        wake: () => undefined,
        rebuild: () => Promise.resolve(null),
        stop: () => Promise.resolve(),
      }
    : createElasticsearch({ ...options, elasticsearch: options.elasticsearch, postgres });
}

interface CreateElasticsearchOptions extends CreateSearchOptions {
  readonly elasticsearch: ElasticsearchSettings;
  readonly postgres: ProductSearch;
}

function createElasticsearch({
  database,
  elasticsearch,
  logger,
  postgres,
}: CreateElasticsearchOptions): Search {
  const client = createElasticsearchClient(elasticsearch.url);
  const indexes = createSearchIndexes({
    client,
    onRefused: (err) => {
      logger.error({ err }, 'Elasticsearch refuses a product: it is not found by searches');
    },
  });
  const family = { prefix: elasticsearch.indexPrefix, layout: LAYOUT };
  const documents = createPrismaSearchDocumentStore(database);
  const registry = createPrismaSearchIndexRegistry(database);
  const build = createBuildSearchIndex({ documents, registry, indexes, family, now: () => new Date() });
  const rebuild = async () => {
    const built = await build();
    if (built !== null) logger.info(built, 'an index of products was built');
    return built;
  };
  const indexer = createProductIndexer({
    documents,
    registry,
    indexes,
    family,
    build: rebuild,
    ...reportOutages(logger, 'product indexer'),
  });
  const search = createSearchWithFallback({
    elasticsearch: createElasticsearchProductSearch({ client, alias: searchAlias(family) }),
    postgres,
    isReady: () => indexer.isReady(),
    isRefusal: (error) => error instanceof BadUserInputError,
    isOfOneSearch: (error) => error instanceof errors.ResponseError && error.statusCode === 400,
    onAway: (err, counts) => {
      logger.warn({ err, counts }, 'Elasticsearch is away: PostgreSQL searches');
    },
    onBack: (counts) => {
      logger.info({ counts }, 'Elasticsearch is back: it searches again');
    },
    onFailure: (err) => {
      logger.error({ err }, 'Elasticsearch could not answer a search: PostgreSQL has');
    },
  });
  return {
    search,
    counts: () => search.counts(),
    start: () => {
      indexer.start();
    },
    wake: () => {
      indexer.wake();
    },
    rebuild,
    async stop() {
      await indexer.stop();
      await client.close();
    },
  };
}
