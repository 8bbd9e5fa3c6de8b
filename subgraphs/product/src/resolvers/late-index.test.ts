import { randomUUID } from 'node:crypto';
import { money } from '@techally/money';
import { expect, it } from 'vitest';
import type { Product } from '../domain/product.js';
import type { SearchHit } from '../ports/search-port.js';
import { ProductSearchSort } from './inputs/search-inputs.js';
import type { ProductContext } from './product-context.js';
import { SearchResolver } from './search-resolver.js';

const product = (archivedAt: Date | null): Product => ({
  id: randomUUID(),
  sku: 'A',
  name: 'Chair',
  description: '',
  price: money(100),
  categoryId: randomUUID(),
  specifications: {},
  ratingSum: 0,
  ratingCount: 0,
  archivedAt,
  version: 1,
  createdAt: new Date(),
  updatedAt: new Date(),
});

it('leaves out hits whose product is gone or archived, and goes on after them', async () => {
  const [found, archived] = [product(null), product(new Date())];
  const known = new Map([found, archived].map((each) => [each.id, each]));
  const hits = [found.id, randomUUID(), archived.id, found.id].map((productId): SearchHit => ({
    productId,
    sortValue: '1',
    highlights: [],
  }));
  const resolver = new SearchResolver({
    search: () => Promise.resolve({ hits, totalCount: null, facets: [], suggestion: null }),
    complete: () => Promise.resolve([]),
  });
  const context = {
    loaders: { product: { load: (id: string) => Promise.resolve(known.get(id) ?? null) } },
  } as unknown as ProductContext;
  const info = { fieldNodes: [] } as unknown as Parameters<SearchResolver['searchProducts']>[5];
  const sort = ProductSearchSort.RELEVANCE;
  const result = await resolver.searchProducts('chair', { first: 3 }, null, sort, context, info);
  expect(result.edges.map(({ node }) => node.id)).toEqual([found.id]);
  expect(result.pageInfo).toMatchObject({ hasNextPage: true });
  expect(result.pageInfo.endCursor).not.toBe(result.edges[0]?.cursor);
});
