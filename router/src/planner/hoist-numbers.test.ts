import { buildSchema, parse, print, stripIgnoredCharacters, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createHoistNumbers } from './hoist-numbers.js';

const SCHEMA = buildSchema(`
  scalar Long
  scalar JSON
  input Filter { min: Long ids: [ID!] any: JSON int: Int }
  type Query { a(n: Long, ns: [Long!], id: ID, f: Filter, j: JSON, d: Float, i: Int): Int b: Query }
`);
const hoistNumbers = createHoistNumbers(SCHEMA);
const LONG = '12345678901234567890';

/** What becomes of a document: its text, and the JSON text of the constants. */
function hoist(source: string) {
  const document = parse(source);
  expect(validate(SCHEMA, document)).toEqual([]);
  const hoisted = hoistNumbers(document, source);
  if (hoisted === null) return null;
  expect(validate(SCHEMA, hoisted.document)).toEqual([]);
  return {
    text: stripIgnoredCharacters(print(hoisted.document)),
    constants: JSON.stringify(hoisted.constants),
  };
}

describe('a long number', () => {
  it('for a custom scalar becomes a variable with the text that the client wrote', () => {
    expect(hoist(`{ a(n: ${LONG}) }`)).toEqual({
      text: 'query($_number0:Long!){a(n:$_number0)}',
      constants: `{"_number0":${LONG}}`,
    });
  });

  it('for an ID becomes a string, which no JSON parser rounds', () => {
    expect(hoist(`{ a(id: ${LONG}) }`)?.constants).toBe(`{"_number0":"${LONG}"}`);
  });

  it.each([
    ['a fraction', '1.2345678901234567', '1.2345678901234567'],
    ['an exponent beyond a double', '1e400', '1e400'],
    ['an object for a scalar', `{ deep: [${LONG}, 1.0] }`, `{"deep":[${LONG},1.0]}`],
    ['a list for a scalar', `[[${LONG}]]`, `[[${LONG}]]`],
  ])('is found in %s', (_what, literal, sent) => {
    expect(hoist(`{ a(j: ${literal}) }`)).toEqual({
      text: 'query($_number0:JSON!){a(j:$_number0)}',
      constants: `{"_number0":${sent}}`,
    });
  });

  it('is found in lists and input objects, whose other values stay', () => {
    expect(
      hoist(`{ a(ns: [1, ${LONG}], f: { min: ${LONG}, int: 3, ids: ["x", 99999999999999999] }) }`),
    ).toEqual({
      text:
        'query($_number0:Long!$_number1:ID!)' +
        '{a(ns:[1$_number0]f:{min:$_number0 int:3 ids:["x"$_number1]})}',
      constants: `{"_number0":${LONG},"_number1":"99999999999999999"}`,
    });
  });

  it('that stands for a list is put into one', () => {
    expect(hoist(`{ a(ns: ${LONG}) }`)).toEqual({
      text: 'query($_number0:Long!){a(ns:[$_number0])}',
      constants: `{"_number0":${LONG}}`,
    });
  });

  it('in equal fields stays equal, in fragments too, and every operation declares it', () => {
    expect(
      hoist(`query A { a(n: ${LONG}) ...F } query B { ...F } fragment F on Query { a(n: ${LONG}) }`)?.text,
    ).toBe(
      'query A($_number0:Long!){a(n:$_number0)...F}query B($_number0:Long!){...F}fragment F on Query{a(n:$_number0)}',
    );
  });

  it('gets a name that the client has not taken', () => {
    expect(hoist(`query ($_number0: Long) { a(n: ${LONG}) b { a(n: $_number0) } }`)?.text).toBe(
      'query($_number0:Long$_number2:Long!){a(n:$_number2)b{a(n:$_number0)}}',
    );
  });

  it('as the default of a variable is not shown to planners: the engine sends it', () => {
    expect(
      hoist(`query ($n: Long = ${LONG}, $f: Filter = { min: ${LONG}, int: 4 }) { a(n: $n, f: $f) }`),
    ).toEqual({
      text: 'query($n:Long=0$f:Filter={min:0 int:4}){a(n:$n f:$f)}',
      constants: '{}',
    });
  });

  it('beside a variable of the client is left alone', () => {
    expect(hoist(`query ($x: JSON) { a(j: { long: ${LONG}, x: $x }) }`)).toBeNull();
  });
});

it.each([
  '{ a(n: 123456789012345) }',
  '{ a(d: 1.5e3, i: 7) }',
  '{ a(d: 1.23456789012345678) }',
  '{ a(id: "12345678901234567890") }',
])('%s stays as it is', (source) => {
  expect(hoist(source)).toBeNull();
});
