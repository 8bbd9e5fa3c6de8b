import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { rawJson } from '../json/raw-json.js';
import { coerceVariables } from './coerce-variables.js';

const SCHEMA = buildSchema(`
  scalar Big
  enum Colour { RED }
  input In { a: Int! b: [String!] c: Colour = RED in: In }
  input One @oneOf { a: Int b: Int }
  type Query { f(i: Int, f: Float, s: String, id: ID, c: Colour, in: In, l: [Int], big: Big, one: One): Int }
`);

function coerce(header: string, variables: Readonly<Record<string, unknown>>) {
  const [operation] = parse(`query ${header} { f }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return coerceVariables(SCHEMA, { operation }, variables);
}

function accepted(header: string, variables: Readonly<Record<string, unknown>> = {}) {
  const coerced = coerce(header, variables);
  if (coerced.kind === 'errors') throw new Error(coerced.errors.map(({ message }) => message).join('\n'));
  return coerced.variables;
}

function refused(header: string, variables: Readonly<Record<string, unknown>> = {}) {
  const coerced = coerce(header, variables);
  if (coerced.kind === 'variables') throw new Error(`Accepted: ${JSON.stringify(coerced.variables)}`);
  return coerced.errors;
}

describe('variables', () => {
  it('go on as the client sent them, since subgraphs coerce them', () => {
    const variables = { i: 7, s: 'x', id: 5, l: 3, in: { a: 1, b: ['x'] } };
    expect(accepted('($i: Int, $s: String, $id: ID, $l: [Int], $in: In)', variables)).toEqual(variables);
  });

  it('that the operation does not declare are left out', () => {
    expect(accepted('($i: Int)', { i: 1, other: 2 })).toEqual({ i: 1 });
    expect(accepted('', { i: 1 })).toEqual({});
  });

  it('get the operation’s default where the client left them out, not where it said null', () => {
    const header =
      '($i: Int = 5, $l: [Int] = [1, 2], $in: In = { a: 1, c: RED }, $s: String = null, $c: Colour = RED)';
    expect(accepted(header)).toEqual({ i: 5, l: [1, 2], in: { a: 1, c: 'RED' }, s: null, c: 'RED' });
    expect(accepted(header, { i: null, l: [] })).toMatchObject({ i: null, l: [] });
  });

  it('that were left out stay out, which is not the same as null', () => {
    expect(Object.keys(accepted('($i: Int, $s: String)', { s: null }))).toEqual(['s']);
    expect(Object.keys(accepted('($i: Int, $s: String)'))).toEqual([]);
  });

  it('do not get the defaults of input fields, which subgraphs fill in', () => {
    expect(accepted('($in: In)', { in: { a: 1 } })).toEqual({ in: { a: 1 } });
  });

  it('may have names that objects inherit', () => {
    expect(accepted('($toString: Int, $constructor: Int)', { toString: 1, constructor: 2 })).toEqual({
      toString: 1,
      constructor: 2,
    });
    expect(Object.keys(accepted('($toString: Int, $constructor: Int)'))).toEqual([]);
  });
});

describe('numbers that are kept as text', () => {
  const long = rawJson('12345678901234567890');

  it('are floats, and stay as they were', () => {
    expect(accepted('($f: Float)', { f: long })['f']).toBe(long);
    expect(accepted('($f: Float, $in: In)', { f: long, in: { a: 1 } })).toEqual({ f: long, in: { a: 1 } });
  });

  it('are values of custom scalars, and stay as they were', () => {
    expect(accepted('($big: Big)', { big: { n: [long] } })).toEqual({ big: { n: [long] } });
  });

  it('are no Ints', () => {
    expect(refused('($i: Int)', { i: long })).toHaveLength(1);
    expect(refused('($in: In)', { in: { a: long } })[0]?.message).toContain('32-bit');
  });
});

describe('variables of a wrong type', () => {
  it('are refused with a code, a place in the document and a message that names them', () => {
    expect(refused('($i: Int)', { i: 'x' })).toEqual([
      {
        message: 'Variable "$i" got invalid value "x"; Int cannot represent non-integer value: "x"',
        locations: [{ line: 1, column: 8 }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each([
    ['($i: Int!)', {}, 'required'],
    ['($i: Int!)', { i: null }, 'must not be null'],
    ['($in: In)', { in: {} }, 'Field "a" of required type "Int!" was not provided'],
    ['($in: In)', { in: { a: 1, x: 2 } }, 'Field "x" is not defined'],
    ['($in: In)', { in: { a: 1, in: { a: 'x' } } }, 'in.in.a'],
    ['($l: [Int])', { l: [1, 'x'] }, 'l[1]'],
    ['($c: Colour)', { c: 'GREEN' }, 'does not exist in "Colour" enum'],
    ['($one: One)', { one: { a: 1, b: 2 } }, 'Exactly one key'],
    ['($i: Query)', { i: 1 }, 'cannot be used as an input type'],
  ])('%s with %j', (header, variables, message) => {
    const errors = refused(header, variables);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
  });

  it('are told all together, up to a limit', () => {
    expect(refused('($i: Int, $s: String, $l: [Int])', { i: 'x', s: 1, l: ['y'] })).toHaveLength(3);
    const many = refused('($l: [Int])', { l: new Array(1_000).fill('x') });
    expect(many.length).toBeLessThan(100);
  });
});
