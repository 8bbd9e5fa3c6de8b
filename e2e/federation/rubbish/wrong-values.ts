import type { ExpectedError } from '../harness/behaviour.js';

/** An operation, what is done to the true data of its answer, and what the client must get then. */
export interface WrongAnswer {
  readonly what: string;
  readonly query: string;
  readonly change: (data: Record<string, unknown>) => unknown;
  readonly data: unknown;
  readonly errors: readonly ExpectedError[];
}

/** A field of `Value` that may be null has another value than its type allows. */
const leaf = (what: string, field: string, value: unknown): WrongAnswer => ({
  what,
  query: `{ value { wrong: ${field} strict } up }`,
  change: (data) => ({ value: { ...(data['value'] as object), wrong: value } }),
  data: { value: { wrong: null, strict: 1 }, up: 1 },
  errors: [{ path: ['value', 'wrong'] }],
});

/** The same for a field with fields, which asks for `selection`. */
const composite = (what: string, field: string, selection: string, value: unknown): WrongAnswer => ({
  ...leaf(what, field, value),
  query: `{ value { wrong: ${field} { ${selection} } strict } up }`,
});

/** A field that must not be null, so that the object above is lost. */
const strict = (what: string, field: string, value: unknown): WrongAnswer => ({
  what,
  query: `{ value { wrong: ${field} int } up }`,
  change: (data) => ({ value: { ...(data['value'] as object), wrong: value } }),
  data: { value: null, up: 1 },
  errors: [{ near: ['value', 'wrong'] }],
});

/** Values that do not fit their types. */
export const WRONG_VALUES: readonly WrongAnswer[] = [
  leaf('a string for an Int', 'int', 'one'),
  leaf('a fraction for an Int', 'int', 1.5),
  leaf('a number beyond 32 bits for an Int', 'int', 2147483648),
  leaf('an object for an Int', 'int', { a: 1 }),
  leaf('a list for an Int', 'int', [1]),
  leaf('a string for a Float', 'float', 'one and a half'),
  leaf('an object for a Float', 'float', {}),
  leaf('an object for a String', 'string', { toString: 's' }),
  leaf('a list for a String', 'string', ['s']),
  leaf('a string for a Boolean', 'boolean', 'true'),
  leaf('a list for a Boolean', 'boolean', [true]),
  leaf('an object for an ID', 'id', { id: '1' }),
  leaf('a fraction for an ID', 'id', 1.5),
  leaf('an unknown value for an enum', 'kind', 'C'),
  leaf('a name of Object.prototype for an enum', 'kind', 'constructor'),
  leaf('a number for an enum', 'kind', 0),
  leaf('an object for an enum', 'kind', { A: 1 }),
  leaf('a number for a list', 'list', 1),
  leaf('an object for a list', 'list', { 0: 1, length: 1 }),
  leaf('a string for a list', 'list', '12'),
  composite('a number for an object', 'object', 'int', 5),
  composite('a string for an object', 'object', 'int', 'five'),
  composite('a list for an object', 'object', 'int', [{ int: 1 }]),
  composite('true for an object', 'object', 'int', true),
  composite('a number for an object of an abstract type', 'shape', 'id', 7),
  composite('an object for a list of objects', 'objects', 'int', { int: 1 }),
  composite('an unknown type name', 'shape', '__typename id', { __typename: 'Hexagon', id: 'h' }),
  composite('a type name that is no member', 'shape', '__typename id', { __typename: 'Value', id: 'h' }),
  composite('a type name of Object.prototype', 'shape', '__typename id', { __typename: 'toString', id: 'h' }),
  composite('a type name that is no string', 'shape', '__typename id', { __typename: 5, id: 'h' }),
  composite('no type name for an abstract type', 'shape', '__typename id', { id: 'h' }),
  strict('null for a field that must not be null', 'strict', null),
  strict('a string for a field that must not be null', 'strict', 'one'),
  strict('null for a list that must not be null', 'strictList', null),
  strict('null in a list of items that must not be null', 'strictList', [1, null]),
  strict('a wrong item in a list of items that must not be null', 'strictList', [1, 'two']),
  {
    ...leaf('a wrong item in a list', 'list', [1, 'two', null, 3]),
    data: { value: { wrong: [1, null, null, 3], strict: 1 }, up: 1 },
    errors: [{ path: ['value', 'wrong', 1] }],
  },
  {
    ...leaf('a flat list for a list of lists', 'lists', [1, [2], null, {}]),
    data: { value: { wrong: [null, [2], null, null], strict: 1 }, up: 1 },
    errors: [{ path: ['value', 'wrong', 0] }, { path: ['value', 'wrong', 3] }],
  },
  {
    ...composite('wrong items in a list of objects', 'objects', 'int', [
      { int: 1 },
      5,
      null,
      'x',
      [{ int: 2 }],
      { int: 3 },
    ]),
    data: { value: { wrong: [{ int: 1 }, null, null, null, null, { int: 3 }], strict: 1 }, up: 1 },
    errors: [3, 1, 4].map((index) => ({ path: ['value', 'wrong', index] })),
  },
  {
    ...composite('an unknown type in a list of objects that must not be null', 'shapes', '__typename id', [
      { __typename: 'Circle', id: 'c' },
      { __typename: 'Hexagon', id: 'h' },
    ]),
    errors: [{ path: ['value', 'wrong', 1] }],
  },
  {
    what: 'an object without the fields that were asked for',
    query: '{ value { int object { strict int } } up }',
    change: () => ({ value: { int: 1, object: {} } }),
    data: { value: { int: 1, object: null }, up: 1 },
    errors: [{ path: ['value', 'object', 'strict'] }],
  },
  {
    what: 'no root field',
    query: '{ value { int } strict }',
    change: () => ({}),
    data: null,
    errors: [{ path: ['strict'] }],
  },
];
