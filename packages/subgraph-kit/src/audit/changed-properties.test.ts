import { expect, it } from 'vitest';
import { changedProperties } from './changed-properties.js';

it('tells what is different, by value, and nothing else', () => {
  const before = { name: 'Chair', price: '10.00', legs: { count: 4 }, tags: ['a'], gone: 1 };
  const after = { name: 'Chair', price: '12.00', legs: { count: 4 }, tags: ['a', 'b'], fresh: true };
  expect(changedProperties(before, after)).toEqual({
    before: { price: '10.00', tags: ['a'], gone: 1, fresh: null },
    after: { price: '12.00', tags: ['a', 'b'], gone: null, fresh: true },
  });
});

it('tells nothing of two equal states', () => {
  expect(changedProperties({ a: [1] }, { a: [1] })).toEqual({ before: {}, after: {} });
});
