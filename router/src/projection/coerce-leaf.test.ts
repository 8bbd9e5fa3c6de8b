import type { GraphQLLeafType } from 'graphql';
import { buildSchema, getNamedType, isLeafType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createExecutionState } from '../executor/execution-state.js';
import { placeFetches } from '../executor/place-fetches.js';
import { slotProperty } from '../executor/slot-property.js';
import { rawJson } from '../json/raw-json.js';
import { selectionOf } from '../testing/selection-of.js';
import { rootFetch } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import { coerceLeaf } from './coerce-leaf.js';
import { compileProjection } from './compile-projection.js';

const SDL = `
  scalar JSON
  enum Colour { RED toString BLUE }
  type Query { String: String ID: ID Int: Int Float: Float Boolean: Boolean Colour: Colour JSON: JSON }`;
const SCHEMA = buildSchema(SDL);

function leafType(name: string): GraphQLLeafType {
  const type = getNamedType(SCHEMA.getType(name));
  if (!isLeafType(type)) throw new Error(`${name} is no leaf.`);
  return type;
}

/** Compiles what puts values of one type into answers. */
function compileFast(typeName: string) {
  const query = `{ ${typeName} }`;
  const selection = selectionOf(SCHEMA, query);
  const { types } = testTypes(SDL);
  const { root } = placeFetches({ node: rootFetch('a', query) }, types);
  const project = compileProjection(selection, { root, types });
  return (value: unknown) => {
    const state = createExecutionState(1, {});
    state.entities[0] = [{ [typeName]: value }];
    state.root[slotProperty(0)] = 0;
    const data = project(state) as Record<string, unknown>;
    return { value: data[typeName], invalid: state.invalid };
  };
}

/** Whatever JSON can hold, but for null and long numbers. */
const VALUES: readonly unknown[] = [
  ...['', 'x', '1', '1.5', ' 2 ', '1e3', 'true', 'RED', 'red', 'toString', 'constructor', 'NaN', '0x10'],
  ...[
    0,
    -0,
    1,
    -1,
    1.5,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    -(2 ** 31) - 1,
    2 ** 53,
    2 ** 53 - 1,
    1e21,
    5e-324,
  ],
  ...[true, false, {}, { a: 1 }, { RED: 1 }, [], [1], ['x'], ['RED']],
];
const LONG_NUMBERS = [rawJson('1.0'), rawJson('12345678901234567890'), rawJson('-0')];

type Outcome = { readonly value: unknown } | 'refused';

function outcome(coerce: () => unknown): Outcome {
  try {
    return { value: coerce() };
  } catch {
    return 'refused';
  }
}

describe.each(['String', 'ID', 'Int', 'Float', 'Boolean', 'Colour', 'JSON'])('a value for %s', (name) => {
  const type = leafType(name);

  it('becomes what graphql-js makes of it', () => {
    for (const value of VALUES) {
      const expected = outcome(() => type.serialize(value));
      expect([value, outcome(() => coerceLeaf(type, value))]).toEqual([value, expected]);
    }
  });

  it('that compiled code lets pass is what the rules make of it', () => {
    const fast = compileFast(name);
    for (const value of name === 'Int' ? VALUES : [...VALUES, ...LONG_NUMBERS]) {
      const { value: passed, invalid } = fast(value);
      if (invalid) continue;
      expect([value, JSON.stringify(passed)]).toEqual([value, JSON.stringify(coerceLeaf(type, value))]);
    }
  });

  it('may be null or missing', () => {
    const fast = compileFast(name);
    expect([fast(null), fast(undefined)]).toEqual([
      { value: null, invalid: false },
      { value: null, invalid: false },
    ]);
  });
});

describe('a value of a usual kind', () => {
  it.each([
    ['String', 'x'],
    ['ID', 'x'],
    ['Int', -7],
    ['Float', 1.5],
    ['Float', 7],
    ['Float', rawJson('1.50')],
    ['Boolean', false],
    ['Colour', 'RED'],
    ['JSON', { a: [1] }],
    ['JSON', rawJson('12345678901234567890')],
    ['JSON', false],
  ])('is not left to the slow way: %s %j', (name, value) => {
    expect(compileFast(name)(value)).toEqual({ value, invalid: false });
  });
});

describe('a value that the type forbids', () => {
  it.each([
    ['String', 1],
    ['ID', 1.5],
    ['Int', 1.5],
    ['Int', 2 ** 31],
    ['Int', '5'],
    ['Float', '5'],
    ['Boolean', 1],
    ['Colour', 'GREEN'],
    ['Colour', 'constructor'],
  ])('is left to the slow way: %s %j', (name, value) => {
    expect(compileFast(name)(value).invalid).toBe(true);
  });
});

describe('a number that is kept as text', () => {
  it('stays as the subgraph wrote it for floats and custom scalars', () => {
    for (const text of ['1.0', '1.50', '12345678901234567890', '-0', '1e3', '1E400']) {
      for (const name of ['Float', 'JSON']) {
        expect(JSON.stringify(coerceLeaf(leafType(name), rawJson(text)))).toBe(text);
        expect(JSON.stringify(compileFast(name)(rawJson(text)).value)).toBe(text);
      }
    }
  });

  it('loses no digit as an ID', () => {
    expect(coerceLeaf(leafType('ID'), rawJson('12345678901234567890'))).toBe('12345678901234567890');
  });

  it('is a number like others for Int and Boolean', () => {
    expect(coerceLeaf(leafType('Int'), rawJson('7.0'))).toBe(7);
    expect(coerceLeaf(leafType('Boolean'), rawJson('1.0'))).toBe(true);
    expect(() => coerceLeaf(leafType('Int'), rawJson('7.50'))).toThrow('non-integer');
    expect(() => coerceLeaf(leafType('Int'), rawJson('12345678901234567890'))).toThrow('32-bit');
  });
});
