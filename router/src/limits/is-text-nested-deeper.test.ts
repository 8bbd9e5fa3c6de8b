import { expect, it } from 'vitest';
import { isTextNestedDeeper } from './is-text-nested-deeper.js';

it.each([
  ['{"a":[{"b":1},{"c":[]}]}', 4],
  ['[[],[],[[]]]', 3],
  ['{"a[[[[":"{{{{","b\\"[[":"\\\\"}', 1],
  ['"[[["', 0],
  ['7', 0],
])('finds as many levels in %s as there are', (text, levels) => {
  expect(isTextNestedDeeper(text, levels)).toBe(false);
  if (levels > 0) expect(isTextNestedDeeper(text, levels - 1)).toBe(true);
});

it.each(['"open [[[', '"\\', '[', ''])('comes to the end of %j', (text) => {
  expect(isTextNestedDeeper(text, 1)).toBe(false);
});
