import { expect, it } from 'vitest';
import { findUnstorable } from './unstorable-value.js';

it.each([
  ['U+0000', { input: { name: 'a\u0000b' } }, ['input', 'name']],
  ['half of a surrogate pair', { input: { tags: ['ok', '\ud800'] } }, ['input', 'tags', '1']],
  ['U+0000 in the key of free-form JSON', { facts: { 'a\u0000b': 1 } }, ['facts']],
  ['the year 0', { filter: { from: new Date('0000-01-01T00:00:00Z') } }, ['filter', 'from']],
  ['a year of six digits', { to: new Date(8.64e15) }, ['to']],
])('%s is found where it stands', (_what, args, path) => {
  expect(findUnstorable(args)).toMatchObject({ path });
});

it('everything else is fine', () => {
  const args = {
    a: '😀 \u0001 \r\n',
    b: new Date('9999-12-31T23:59:59.999Z'),
    c: null,
    d: [1, true, undefined],
    e: {},
  };
  expect(findUnstorable(args)).toBeNull();
});
