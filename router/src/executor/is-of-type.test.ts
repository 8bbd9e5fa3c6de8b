import { describe, expect, it } from 'vitest';
import { isOfType } from './is-of-type.js';

const POSSIBLE = new Map([['Media', new Set(['Book', 'Film'])]]);
const isOf = (typename: unknown, ...typeNames: string[]) =>
  isOfType(typename, typeNames, (name) => POSSIBLE.get(name) ?? new Set());

describe('an object is of a type', () => {
  it.each([
    ['that it names', 'Book', ['Film', 'Book']],
    ['to which the type that it names belongs', 'Film', ['User', 'Media']],
    ['that nobody knows, when it names that', 'Stranger', ['Stranger']],
    ['when it names none', undefined, ['Book']],
    ['when its name is none', 7, ['Book']],
  ])('%s', (_what, typename, typeNames) => {
    expect(isOf(typename, ...typeNames)).toBe(true);
  });

  it.each([
    ['that it does not name', 'Book', ['Film']],
    ['to which the type that it names does not belong', 'User', ['Media', 'Book']],
    ['that belongs to what it names', 'Media', ['Book']],
    ['when there is none', 'Book', []],
  ])('but not %s', (_what, typename, typeNames) => {
    expect(isOf(typename, ...typeNames)).toBe(false);
  });
});
