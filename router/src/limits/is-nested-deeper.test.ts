import { expect, it } from 'vitest';
import { isNestedDeeper } from './is-nested-deeper.js';

it('tells a value of more levels from one of as many', () => {
  const value = { a: 1, b: [{ c: 'text' }, null], d: {} };
  expect(isNestedDeeper(value, 2)).toBe(true);
  expect(isNestedDeeper(value, 3)).toBe(false);
  expect(isNestedDeeper('text', 0)).toBe(false);
  expect(isNestedDeeper(undefined, 0)).toBe(false);
});

it('ends at the limit in a value of half a million levels', () => {
  const value: unknown = JSON.parse('['.repeat(500_000) + ']'.repeat(500_000));
  expect(isNestedDeeper(value, 500)).toBe(true);
});
