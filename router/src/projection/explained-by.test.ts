import { describe, expect, it } from 'vitest';
import type { ResponsePath } from '../executor/response-path.js';
import { explainedBy } from './explained-by.js';

/** A value that is missing at `a.0.b.c`, for which `a.0` became null. */
const MISSING = { path: ['a', 0, 'b', 'c'], nulledPath: ['a', 0] };

const explained = (...paths: (ResponsePath | undefined)[]) =>
  explainedBy(
    paths.map((path) => ({ message: 'x', ...(path === undefined ? {} : { path }) })),
    MISSING,
  );

describe('a missing value is explained', () => {
  it.each([
    ['an error of the field itself', ['a', 0, 'b', 'c']],
    ['an error below it', ['a', 0, 'b', 'c', 'd', 1]],
    ['an error above it', ['a', 0, 'b']],
    ['an error of the value that became null', ['a', 0]],
    ['an error above that value', ['a']],
    ['an error of the whole answer', []],
    ['an error beside it, inside the value that became null', ['a', 0, 'z', 1]],
  ])('by %s', (_what, path) => {
    expect(explained(path)).toBe(true);
    expect(explained(['z'], undefined, path)).toBe(true);
  });

  it.each([
    ['an error of another item', ['a', 1, 'b', 'c']],
    ['an error of an item with the same digits', ['a', '0', 'b']],
    ['an error beside the value that became null', ['z']],
    ['an error without a path', undefined],
  ])('not by %s', (_what, path) => {
    expect(explained(path)).toBe(false);
  });

  it('not when there is no error', () => {
    expect(explained()).toBe(false);
  });
});
