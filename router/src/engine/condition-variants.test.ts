import { describe, expect, it } from 'vitest';
import { ConditionVariants } from './condition-variants.js';

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const combinations = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  Object.fromEntries(NAMES.map((name, index) => [name, (bits & (1 << index)) !== 0])),
);

describe('what is kept for values of conditions', () => {
  it('is found for the same values, whatever other variables are', () => {
    const variants = new ConditionVariants<string>(['a', 'b']);
    expect(variants.find({ a: true, b: false })).toBeUndefined();
    expect(variants.add({ a: true, b: false, other: 1 }, 'x')).toBeUndefined();
    expect(variants.find({ b: false, a: true, other: 2 })).toBe('x');
    expect(variants.find({ a: true })).toBe('x');
    expect(variants.find({ a: false, b: true })).toBeUndefined();
  });

  it('is one for an operation without conditions', () => {
    const variants = new ConditionVariants<string>([]);
    variants.add({ a: true }, 'x');
    expect(variants.find({ a: false })).toBe('x');
  });

  it('is the newest sixteen', () => {
    const variants = new ConditionVariants<number>(NAMES);
    const dropped = combinations.map((values, index) => variants.add(values, index));
    expect(dropped).toEqual(combinations.map((_, index) => (index < 16 ? undefined : index - 16)));
    expect(combinations.map((values) => variants.find(values))).toEqual(
      combinations.map((_, index) => (index < 16 ? undefined : index)),
    );
  });
});

it('the values of conditions are true or false', () => {
  const variables = JSON.parse('{"__proto__":true,"b":null,"d":true}') as Record<string, unknown>;
  const values = new ConditionVariants(['__proto__', 'b', 'c']).valuesOf(variables);
  expect(Object.entries(values)).toEqual([
    ['__proto__', true],
    ['b', false],
    ['c', false],
  ]);
});
