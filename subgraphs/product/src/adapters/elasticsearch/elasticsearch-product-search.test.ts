import { randomUUID } from 'node:crypto';
import { hasElasticsearch, startTestElasticsearch } from '@techally/test-parts';
import type { TestElasticsearch } from '@techally/test-parts';
import { afterAll, beforeAll, describe } from 'vitest';
import { productSearchContract } from '../../testing/product-search-contract.js';
import { createElasticsearchClient } from './create-elasticsearch-client.js';
import { createElasticsearchProductSearch } from './elasticsearch-product-search.js';
import { createSearchIndexes } from './search-indexes.js';

describe.runIf(hasElasticsearch())('with a server', () => {
  let server: TestElasticsearch;

  beforeAll(async () => {
    server = await startTestElasticsearch();
  }, 120_000);

  afterAll(async () => {
    await server.stop();
  });

  productSearchContract('Elasticsearch', async () => {
    const client = createElasticsearchClient(server.url);
    const alias = `products-${randomUUID()}`;
    const name = `${alias}-1`;
    const indexes = createSearchIndexes({
      client,
      onRefused: (error) => {
        throw error;
      },
    });
    await indexes.create(name);
    await indexes.makeLive(alias, name);
    return {
      search: createElasticsearchProductSearch({ client, alias }),
      async load(documents) {
        await indexes.write([name], documents);
        await indexes.refresh(name);
      },
      async stop() {
        await indexes.drop(name);
        await client.close();
      },
    };
  });
});
