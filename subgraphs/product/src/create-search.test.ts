import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@techally/database/testing';
import { money } from '@techally/money';
import { BadUserInputError, encodeCursor } from '@techally/subgraph-kit';
import { hasElasticsearch, startTestElasticsearch } from '@techally/test-parts';
import type { TestElasticsearch } from '@techally/test-parts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createElasticsearchClient } from './adapters/elasticsearch/create-elasticsearch-client.js';
import { LAYOUT } from './adapters/elasticsearch/index-layout.js';
import { createSearchIndexes } from './adapters/elasticsearch/search-indexes.js';
import { insertCatalogue } from './adapters/insert-catalogue.js';
import type { Database } from './adapters/prisma-client.js';
import { createDatabase } from './adapters/prisma-client.js';
import { createPrismaProductStore } from './adapters/prisma-product-store.js';
import { createPrismaSearchDocumentStore } from './adapters/prisma-search-document-store.js';
import { createPrismaSearchIndexRegistry } from './adapters/prisma-search-index-registry.js';
import { createBuildSearchIndex } from './application/build-search-index.js';
import type { Search } from './create-search.js';
import { createSearch } from './create-search.js';
import { searchAlias } from './domain/search-index-name.js';
import type { SearchIndexRegistry } from './ports/search-index-registry.js';
import type { SearchIndexes } from './ports/search-indexes.js';
import type { SearchOrder, SearchResult } from './ports/search-port.js';

const PRODUCTS = 1_200;

describe.runIf(hasElasticsearch())('search with Elasticsearch', () => {
  let server: TestElasticsearch;
  let database: Database;
  let client: ReturnType<typeof createElasticsearchClient>;
  let registry: SearchIndexRegistry;
  let indexes: SearchIndexes;
  let indexPrefix: string;
  let alias: string;
  let ids: readonly string[];
  let log: string[];
  let running: Search[];
  let closers: (() => Promise<unknown>)[];

  beforeAll(async () => {
    server = await startTestElasticsearch();
  }, 120_000);

  afterAll(async () => {
    await server.stop();
  });

  beforeEach(async () => {
    indexPrefix = `test-${randomUUID()}`;
    alias = searchAlias({ prefix: indexPrefix, layout: LAYOUT });
    const testDatabase = await createTestDatabase('product');
    database = createDatabase({ databaseUrl: testDatabase.url });
    registry = createPrismaSearchIndexRegistry(database);
    client = createElasticsearchClient(server.url);
    indexes = createSearchIndexes({ client, onRefused: (error) => log.push(error.message) });
    log = [];
    running = [];
    closers = [() => client.close(), () => database.$disconnect(), () => testDatabase.close()];
    const categoryId = randomUUID();
    ids = Array.from({ length: PRODUCTS }, () => randomUUID());
    await insertCatalogue(database, {
      categories: [{ id: categoryId, name: 'Things', slug: 'things', parentId: null }],
      products: ids.map((id, index) => ({
        id,
        sku: id,
        name: `Lamp ${String(index)}`,
        description: '',
        price: money(1000 + index),
        categoryId,
        specifications: {},
      })),
    });
  });

  afterEach(async () => {
    for (const search of running) await search.stop();
    for (const name of await indexes.list(indexPrefix).catch(() => [])) await indexes.drop(name);
    for (const close of closers) await close();
  });

  /** A process of the service. */
  const replica = (): Search => {
    const note = (level: string) => (_details: object, message: string) =>
      void log.push(`${level} ${message}`);
    const logger = { info: note('info'), warn: note('warn'), error: note('error') };
    const search = createSearch({ database, elasticsearch: { url: server.url, indexPrefix }, logger });
    running.push(search);
    search.start();
    return search;
  };
  const ask = (
    search: Search,
    query: string,
    { order = 'RELEVANCE', cursor = null }: { order?: SearchOrder; cursor?: string | null } = {},
  ): Promise<SearchResult> =>
    search.search.search({
      query,
      filter: {},
      order,
      page: { limit: 5, direction: 'forward', cursor },
      wants: { totalCount: true, facets: false, highlights: false, suggestion: false },
    });
  const total = async (search: Search, query: string) => (await ask(search, query)).totalCount;
  /** Waits until Elasticsearch, not PostgreSQL, has answered this. */
  const untilElasticsearchFinds = (search: Search, query: string, expected: number) =>
    expect
      .poll(
        async () => {
          const before = search.counts()?.elasticsearch;
          const found = await total(search, query);
          return [found, search.counts()?.elasticsearch !== before];
        },
        { timeout: 30_000, interval: 50 },
      )
      .toEqual([expected, true]);
  /** Waits until the index has every change. */
  const untilIndexed = () =>
    expect
      .poll(
        async () => {
          const [row] = await database.$queryRaw<{ pending: bigint }[]>`
            SELECT count(*) AS pending FROM search_documents WHERE indexed_version IS DISTINCT FROM version`;
          return Number(row?.pending);
        },
        { timeout: 30_000, interval: 50 },
      )
      .toBe(0);
  /** Name by id, of all products that are not archived. */
  const namesInIndex = async (): Promise<Readonly<Record<string, string>>> => {
    await client.indices.refresh({ index: alias });
    const { hits } = await client.search<{ shown: { name: string } }>({
      index: alias,
      size: 2 * PRODUCTS,
      query: { term: { archived: false } },
    });
    return Object.fromEntries(hits.hits.map(({ _id, _source }) => [_id, _source?.shown.name ?? '']));
  };
  const namesInDatabase = async (): Promise<Readonly<Record<string, string>>> => {
    const rows = await database.product.findMany({ where: { archivedAt: null } });
    return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
  };
  const rename = async (id: string, name: string) => {
    const products = createPrismaProductStore(database);
    const [product] = await products.findMany([id]);
    await products.update(id, product?.version ?? 0, { name }, () => []);
  };
  const archive = async (id: string) => {
    const products = createPrismaProductStore(database);
    const [product] = await products.findMany([id]);
    await products.update(id, product?.version ?? 0, { archivedAt: new Date() }, () => []);
  };
  const builder = (change: Partial<Parameters<typeof createBuildSearchIndex>[0]> = {}) =>
    createBuildSearchIndex({
      documents: createPrismaSearchDocumentStore(database),
      registry,
      indexes,
      family: { prefix: indexPrefix, layout: LAYOUT },
      now: () => new Date(),
      ...change,
    });

  it('builds its index at the first start, one for all processes; PostgreSQL answers until then', async () => {
    const [first, second] = [replica(), replica()];
    expect(await total(first, 'lamp')).toBe(PRODUCTS);
    await untilElasticsearchFinds(first, 'lamp', PRODUCTS);
    await untilElasticsearchFinds(second, 'lamp', PRODUCTS);
    const live = await indexes.live(alias);
    expect(await registry.names()).toEqual([live]);
    expect(await indexes.list(`${alias}-`)).toEqual([live]);
    expect(log.filter((line) => !line.startsWith('info'))).toEqual([]);
  });

  it('finds changes as soon as they are indexed, which is within two seconds', async () => {
    const search = replica();
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS);
    await rename(ids[0]!, 'Walnut Bowl');
    await archive(ids[1]!);
    search.wake();
    const began = performance.now();
    await untilElasticsearchFinds(search, 'walnut', 1);
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS - 2);
    expect(performance.now() - began).toBeLessThan(4_000);
    await rename(ids[2]!, 'Cherry Bowl');
    // Nobody has woken it.
    await untilElasticsearchFinds(search, 'cherry', 1);
  });

  it('is rebuilt beside searches and changes: none fails, and nothing is missing afterwards', async () => {
    const search = replica();
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS);
    const old = await indexes.live(alias);
    const before = search.counts();
    let rebuilding = true;
    let searches = 0;
    let changes = 0;
    const searching = async () => {
      for (; rebuilding; searches++)
        expect((await ask(search, 'lamp')).totalCount).toBeGreaterThan(PRODUCTS - 200);
    };
    const changing = async () => {
      for (; rebuilding; changes++) {
        await rename(ids[changes % PRODUCTS]!, `Lamp renamed ${String(changes)}`);
        if (changes < 100) await archive(ids[PRODUCTS - 1 - changes]!);
        search.wake();
      }
    };
    const rebuilds = async () => {
      for (let count = 0; count < 3; count++)
        expect(await search.rebuild()).toMatchObject({ documents: PRODUCTS });
      rebuilding = false;
    };
    await Promise.all([searching(), changing(), rebuilds()]);

    expect(searches).toBeGreaterThan(10);
    expect(changes).toBeGreaterThan(10);
    expect(search.counts()).toEqual({ ...before, elasticsearch: before!.elasticsearch + searches });
    const archived = Math.min(100, changes);
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS - archived);
    await untilElasticsearchFinds(search, 'renamed', Math.min(changes, PRODUCTS));
    await untilIndexed();
    expect(await namesInIndex()).toEqual(await namesInDatabase());
    const live = await indexes.live(alias);
    expect(live).not.toBe(old);
    expect(await registry.names()).toEqual([live]);
    expect(await indexes.list(`${alias}-`)).toEqual([live]);
    expect(log.filter((line) => !line.startsWith('info'))).toEqual([]);
  }, 120_000);

  it('stays where it is when a rebuild is ended half way, and the next one clears up', async () => {
    const search = replica();
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS);
    const old = await indexes.live(alias);
    const documents = createPrismaSearchDocumentStore(database);
    const ended = builder({
      documents: {
        after: (id, limit) =>
          id === null ? documents.after(id, limit) : Promise.reject(new Error('the process ended')),
      },
    });
    await expect(ended()).rejects.toThrow('the process ended');
    expect(await indexes.live(alias)).toBe(old);
    expect(await registry.names()).toHaveLength(2);
    await rename(ids[0]!, 'Walnut Bowl');
    await untilElasticsearchFinds(search, 'walnut', 1);

    const built = await search.rebuild();
    expect(await indexes.list(`${alias}-`)).toEqual([built?.name]);
    expect(await registry.names()).toEqual([built?.name]);
    await untilElasticsearchFinds(search, 'walnut', 1);
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS - 1);
  });

  it('does not go to an index that lacks products', async () => {
    const search = replica();
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS);
    const old = await indexes.live(alias);
    const forgetful: SearchIndexes = {
      ...indexes,
      write: (names, documents) => indexes.write(names, documents.slice(1)),
    };
    await expect(builder({ indexes: forgetful })()).rejects.toMatchObject({
      code: 'SEARCH_INDEX_INCOMPLETE',
    });
    expect(await indexes.live(alias)).toBe(old);
  });

  it('is built by one process at a time', async () => {
    const built = await Promise.all([builder()(), builder()(), builder()()]);
    expect(built.filter((each) => each !== null)).toHaveLength(1);
  });

  it('is built anew when Elasticsearch has lost it, or has that of another database', async () => {
    const search = replica();
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS);
    for (const name of await indexes.list(indexPrefix)) await indexes.drop(name);
    expect(await total(search, 'lamp')).toBe(PRODUCTS);
    await rename(ids[0]!, 'Walnut Bowl');
    await untilElasticsearchFinds(search, 'walnut', 1);
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS - 1);
    await search.stop();

    const stranger = `${alias}-1`;
    await indexes.create(stranger);
    await indexes.makeLive(alias, stranger);
    await untilElasticsearchFinds(replica(), 'lamp', PRODUCTS - 1);
    expect(await indexes.list(`${alias}-`)).not.toContain(stranger);
  });

  it('is left alone by a process of an earlier release once a later one has its own', async () => {
    const search = replica();
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS);
    await untilIndexed();
    const later = builder({ family: { prefix: indexPrefix, layout: LAYOUT + 1 } });
    const built = await later();
    expect(await registry.names()).toEqual([built?.name]);
    await rename(ids[0]!, 'Walnut Bowl');
    await expect.poll(() => total(search, 'walnut'), { timeout: 5_000 }).toBe(1);
    const answered = search.counts();
    await expect.poll(() => total(search, 'walnut')).toBe(1);
    expect(search.counts()?.elasticsearch).toBe(answered?.elasticsearch);
    // The later release has yet to index the change.
    const handed: string[] = [];
    await createPrismaSearchDocumentStore(database).indexPending(10, async (batch) => {
      handed.push(...batch.map(({ id }) => id));
    });
    expect(handed).toEqual([ids[0]]);
  });

  it('goes on from PostgreSQL while Elasticsearch is away, and comes back with what has changed', async () => {
    const search = replica();
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS);
    const next = async (order: SearchOrder) => {
      const { hits } = await ask(search, 'lamp', { order });
      const last = hits[4]!;
      return encodeCursor(order, [last.sortValue, last.productId]);
    };
    const byRelevance = await next('RELEVANCE');
    const byPrice = await next('PRICE_ASCENDING');
    const expected = (await ask(search, 'lamp', { order: 'PRICE_ASCENDING', cursor: byPrice })).hits;

    await server.kill();
    const began = performance.now();
    for (let count = 0; count < 20; count++) expect(await total(search, 'lamp')).toBe(PRODUCTS);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await search.search.complete('lam', 3)).toHaveLength(3);
    // What relevance is worth differs from side to side; prices do not.
    await expect(ask(search, 'lamp', { cursor: byRelevance })).rejects.toThrow(BadUserInputError);
    expect((await ask(search, 'lamp', { order: 'PRICE_ASCENDING', cursor: byPrice })).hits).toEqual(expected);
    for (const id of ids.slice(0, 50)) await rename(id, 'Walnut Bowl');
    for (const id of ids.slice(50, 100)) await archive(id);
    search.wake();
    expect(await total(search, 'walnut')).toBe(50);
    // Once for each way of being away (an ended connection, then a refused one), however often it is tried.
    const outages = () => log.filter((line) => line === 'error product indexer').length;
    await expect.poll(outages).toBeGreaterThan(0);
    expect(outages()).toBeLessThanOrEqual(3);

    await server.restart();
    await untilElasticsearchFinds(search, 'walnut', 50);
    await untilElasticsearchFinds(search, 'lamp', PRODUCTS - 100);
    expect(log.filter((line) => line === 'info product indexer: works again')).toHaveLength(1);
    const [away, back] = [
      'warn Elasticsearch is away: PostgreSQL searches',
      'info Elasticsearch is back: it searches again',
    ];
    expect(log.filter((line) => line === away).length).toBe(log.filter((line) => line === back).length);
    // A cursor of PostgreSQL's relevance means nothing here, either.
    const postgresCursor = encodeCursor('RELEVANCE', ['12.5', ids[0]!]);
    await expect(ask(search, 'lamp', { cursor: postgresCursor })).rejects.toThrow(BadUserInputError);
    expect((await ask(search, 'lamp', { order: 'PRICE_ASCENDING', cursor: byPrice })).hits).not.toEqual([]);
  }, 180_000);
});
