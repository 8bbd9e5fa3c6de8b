import { expect, it } from 'vitest';
import { layoutOfIndex, newSearchIndexName, searchAlias } from './search-index-name.js';

const family = { prefix: 'shop-products', layout: 12 };

it('says which layout an index has', () => {
  const name = newSearchIndexName(family, new Date('2026-01-02T03:04:05.678Z'));
  expect(name).toBe('shop-products-12-20260102030405678');
  expect(layoutOfIndex(family, name)).toBe(12);
});

it.each([
  'shop-products',
  'shop-products-12',
  'other-12-1',
  'shop-products-2-12-1',
  'shop-products-x-1',
  searchAlias(family),
])('knows that %s is no index of this shop', (name) => {
  expect(layoutOfIndex(family, name)).toBeNull();
});
