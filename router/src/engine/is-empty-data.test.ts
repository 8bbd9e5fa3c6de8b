import { expect, it } from 'vitest';
import { isEmptyData } from './is-empty-data.js';

it.each([[null], [undefined], [{}], [{ a: null }], [{ a: null, b: null }]])('%j is empty', (data) => {
  expect(isEmptyData(data)).toBe(true);
});

it.each([[{ a: 0 }], [{ a: false }], [{ a: '' }], [{ a: [] }], [{ a: null, b: {} }]])(
  '%j is not empty',
  (data) => {
    expect(isEmptyData(data)).toBe(false);
  },
);
