import { expect, test } from 'vitest';
import { readSuperstore } from './read-superstore.js';

const { products } = readSuperstore();

test('a product is a pair of id and name: 1,894 pairs, since 32 of the 1,862 ids have two names', () => {
  const names = Map.groupBy(products, (product) => product.sourceId);
  expect(products).toHaveLength(1894);
  expect([...names.values()].filter((pair) => pair.length === 2)).toHaveLength(32);
  expect([...names.values()].filter((pair) => pair.length > 2)).toHaveLength(0);
});

test('16 names belong to several ids, so a name alone finds no product', () => {
  const ids = Map.groupBy(products, (product) => product.name);
  expect([...ids.values()].filter((same) => same.length > 1)).toHaveLength(16);
});

test('SKUs are unique: the first name of an id keeps it, the second gets -2', () => {
  expect(new Set(products.map((product) => product.sku)).size).toBe(1894);
  expect(products.filter((product) => product.sku === `${product.sourceId}-2`)).toHaveLength(32);
  expect(products.filter((product) => product.sku === product.sourceId)).toHaveLength(1862);
  const chairs = products.filter((product) => product.sourceId === 'FUR-CH-10001146');
  expect(chairs.map(({ sku, name }) => [sku, name])).toEqual([
    ['FUR-CH-10001146', "Global Value Mid-Back Manager's Chair, Gray"],
    ['FUR-CH-10001146-2', 'Global Task Chair, Black'],
  ]);
});

test('names and descriptions fit the shop, and no name holds a space that nobody can type', () => {
  for (const { name, description } of products) {
    expect(name.length).toBeGreaterThanOrEqual(3);
    expect(name.length).toBeLessThanOrEqual(255);
    expect(name).not.toMatch(/^\s|\s$|\s\s|[^\S ]|\ufffd/);
    expect(description.length).toBeLessThanOrEqual(2000);
  }
});

test('accents, fractions, curly and doubled quotes come out as letters and signs', () => {
  const names = new Set(products.map((product) => product.name));
  expect(names).toContain('Southworth 100% Résumé Paper, 24lb.');
  expect(names).toContain('Ampad Phone Message Book, Recycled, 400 Message Capacity, 5 ¾” x 11”');
  expect(names).toContain('Konftel 250 Conference phone - Charcoal black');
  expect(names).toContain('1.7 Cubic Foot Compact "Cube" Office Refrigerators');
  expect(names).toContain('Iceberg Mobile Mega Data/Printer Cart');
});

test('prices are whole cents between $0.99 and $7,546.16, free of the discount of their lines', () => {
  const prices = products.map((product) => product.priceCents);
  expect(prices.every(Number.isSafeInteger)).toBe(true);
  expect([Math.min(...prices), Math.max(...prices)]).toEqual([99, 754616]);
  // Row 4: sales of 957.5775 for 5 at 45 % off.
  expect(products.find((product) => product.sku === 'FUR-TA-10000577')?.priceCents).toBe(34821);
});

test('the stock covers the 37,873 units of the table and leaves 25 of each product', () => {
  expect(products.reduce((sum, product) => sum + product.unitsSold, 0)).toBe(37873);
  for (const product of products) expect(product.initialStock - product.unitsSold).toBe(25);
});

test('specifications repeat what the table says, and nothing else', () => {
  expect(products[0]?.specifications).toEqual({
    sku: 'FUR-BO-10001798',
    category: 'Furniture',
    subCategory: 'Bookcases',
  });
});
