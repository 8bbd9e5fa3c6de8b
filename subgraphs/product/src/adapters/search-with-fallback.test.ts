import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import type { ProductSearch, SearchRequest, SearchResult } from '../ports/search-port.js';
import { createSearchWithFallback } from './search-with-fallback.js';

const REQUEST: SearchRequest = {
  query: 'chair',
  filter: {},
  order: 'RELEVANCE',
  page: { limit: 1, direction: 'forward', cursor: null },
  wants: { totalCount: false, facets: false, highlights: false, suggestion: false },
};
const RETRY_AFTER = 60;

let asked: number;
let failure: Error | null;
let ready: boolean;
let told: string[];

const side = (name: string, before: () => void): ProductSearch => ({
  search: async () => {
    before();
    return { hits: [], totalCount: null, facets: [], suggestion: name } satisfies SearchResult;
  },
  complete: async () => {
    before();
    return [{ text: name, kind: 'PRODUCT', id: '' }];
  },
});
const create = () =>
  createSearchWithFallback({
    elasticsearch: side('elasticsearch', () => {
      asked += 1;
      if (failure !== null) throw failure;
    }),
    postgres: side('postgres', () => undefined),
    isReady: () => ready,
    isRefusal: ({ message }: Error) => message === 'refused',
    isOfOneSearch: ({ message }: Error) => message === 'this one',
    onAway: () => told.push('away'),
    onBack: () => told.push('back'),
    onFailure: () => told.push('failure'),
    retryAfter: RETRY_AFTER,
  } as Parameters<typeof createSearchWithFallback>[0]);
const answers = async (search: ProductSearch) => (await search.search(REQUEST)).suggestion;

beforeEach(() => {
  asked = 0;
  failure = null;
  ready = true;
  told = [];
});

it('asks Elasticsearch alone while it answers', async () => {
  const search = create();
  expect(await answers(search)).toBe('elasticsearch');
  expect((await search.complete('cha', 1))[0]?.text).toBe('elasticsearch');
  expect(search.counts()).toEqual({ elasticsearch: 2, postgres: 0, fallbacks: 0 });
});

it('asks PostgreSQL alone while there is no index', async () => {
  ready = false;
  const search = create();
  expect(await answers(search)).toBe('postgres');
  expect(asked).toBe(0);
  expect(search.counts()).toEqual({ elasticsearch: 0, postgres: 1, fallbacks: 0 });
  expect(told).toEqual([]);
});

it('answers from PostgreSQL when Elasticsearch fails, and lets nobody wait for it again', async () => {
  failure = new Error('gone');
  const search = create();
  for (let count = 0; count < 5; count++) expect(await answers(search)).toBe('postgres');
  expect((await search.complete('cha', 1))[0]?.text).toBe('postgres');
  expect(asked).toBe(1);
  expect(told).toEqual(['away']);
  expect(search.counts()).toEqual({ elasticsearch: 0, postgres: 6, fallbacks: 1 });
});

it('lets one search try after a while, and goes back when it succeeds', async () => {
  failure = new Error('gone');
  const search = create();
  await answers(search);
  await delay(RETRY_AFTER + 10);
  await Promise.all([answers(search), answers(search), answers(search)]);
  expect(asked).toBe(2);
  failure = null;
  expect(await answers(search)).toBe('postgres');
  await delay(RETRY_AFTER + 10);
  expect(await answers(search)).toBe('elasticsearch');
  expect(await answers(search)).toBe('elasticsearch');
  expect(told).toEqual(['away', 'back']);
});

it('lets the caller know what is the caller’s fault', async () => {
  failure = new Error('refused');
  const search = create();
  await expect(answers(search)).rejects.toThrow('refused');
  expect(told).toEqual([]);
  failure = null;
  expect(await answers(search)).toBe('elasticsearch');
});

it('does not conclude from one search that fails by itself', async () => {
  failure = new Error('this one');
  const search = create();
  expect(await answers(search)).toBe('postgres');
  failure = null;
  expect(await answers(search)).toBe('elasticsearch');
  expect(told).toEqual(['failure']);
});
