import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createExecutionState } from '../executor/execution-state.js';
import { placeFetches } from '../executor/place-fetches.js';
import { slotProperty } from '../executor/slot-property.js';
import { selectionOf } from '../testing/selection-of.js';
import { rootFetch } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import { compileProjection } from './compile-projection.js';
import { completeData } from './complete-value.js';

interface Projection {
  readonly schema: string;
  /** Default: what clients see is all of it. */
  readonly apiSchema?: string;
  readonly query: string;
  /** The operation that is sent; default the query. */
  readonly operation?: string;
}

/** What becomes of one subgraph's data: by the rules, and whether the fast way sees that they are needed. */
function complete({ schema, apiSchema = schema, query, operation = query }: Projection, data: unknown) {
  const { types } = testTypes(schema);
  const selection = selectionOf(buildSchema(apiSchema), query);
  const placed = placeFetches({ node: rootFetch('a', operation) }, types);
  const state = createExecutionState(placed.slots, { __schema: { description: null } });
  state.entities[0] = [data];
  state.root[slotProperty(0)] = 0;
  const fast = compileProjection(selection, { root: placed.root, types })(state);
  const slow = completeData(selection, placed.root, { state, types });
  if (!state.invalid) expect(fast).toEqual(slow.data);
  return { ...slow, invalid: state.invalid };
}

const at = (...path: (string | number)[]) => path;

describe('null where the schema forbids it', () => {
  const field = (type: string, value: unknown) =>
    complete({ schema: `type Query { v: ${type} ok: Int }`, query: '{ ok v }' }, { ok: 1, v: value });
  const missing = (...path: (string | number)[]) => ({
    message: 'Cannot return null for non-nullable field Query.v.',
    path,
    nulledPath: expect.any(Array),
  });

  it.each([
    ['Int', null, null, []],
    ['Int!', null, 'nothing', [missing('v')]],
    ['[Int]', null, null, []],
    ['[Int]', [1, null], [1, null], []],
    ['[Int!]', null, null, []],
    ['[Int!]', [1, null, 2, null], null, [missing('v', 1)]],
    ['[Int]!', [null], [null], []],
    ['[Int]!', null, 'nothing', [missing('v')]],
    ['[Int!]!', [1, 2], [1, 2], []],
    ['[Int!]!', [1, null], 'nothing', [missing('v', 1)]],
    ['[[Int]]', [[1, null], null], [[1, null], null], []],
    ['[[Int!]]', [[1, null], [2]], [null, [2]], [missing('v', 0, 1)]],
    ['[[Int!]!]', [[2], [1, null]], null, [missing('v', 1, 1)]],
    ['[[Int]!]', [[2], null], null, [missing('v', 1)]],
    ['[[Int!]!]!', [[1, null]], 'nothing', [missing('v', 0, 1)]],
    ['[[Int!]]!', [[1, null], null], [null, null], [missing('v', 0, 1)]],
  ])('%s of %j', (type, value, expected, errors) => {
    const data = expected === 'nothing' ? null : { ok: 1, v: expected };
    expect(field(type, value)).toEqual({ data, errors, invalid: errors.length > 0 });
  });

  it('is the same as a value that is missing', () => {
    expect(field('Int!', undefined)).toEqual({ data: null, errors: [missing('v')], invalid: true });
    expect(field('Int', undefined)).toEqual({ data: { ok: 1, v: null }, errors: [], invalid: false });
  });

  it('takes the nearest parent that may be null, and nothing beside it', () => {
    const completed = complete(
      {
        schema:
          'type Query { list: [A] one: A } type A { b: B! n: Int } type B { c: [C!]! } type C { v: Int! }',
        query: '{ list { n b { c { v } } } one { n b { c { v } } } }',
      },
      {
        list: [{ n: 1, b: { c: [{ v: 1 }, { v: null }] } }, { n: 2, b: { c: [{ v: 2 }] } }, { n: 3 }],
        one: { n: 4, b: { c: [null] } },
      },
    );
    expect(completed.data).toEqual({ list: [null, { n: 2, b: { c: [{ v: 2 }] } }, null], one: null });
    expect(completed.errors.map(({ path, nulledPath }) => [path, nulledPath])).toEqual([
      [at('list', 0, 'b', 'c', 1, 'v'), at('list', 0)],
      [at('list', 2, 'b'), at('list', 2)],
      [at('one', 'b', 'c', 0), at('one')],
    ]);
  });

  it('has the response key in its path, and the field’s name in its message', () => {
    expect(complete({ schema: 'type Query { v: Int! }', query: '{ alias: v }' }, {}).errors).toEqual([
      { message: 'Cannot return null for non-nullable field Query.v.', path: at('alias'), nulledPath: at() },
    ]);
  });
});

describe('a value of a wrong form', () => {
  const SCHEMA =
    'enum Colour { RED } type Query { n: Int o: A l: [Int] c: Colour s: Int! } type A { x: Int }';

  it.each([
    ['a text for a number', '{ n }', { n: 'x' }, at('n')],
    ['a leaf for an object', '{ o { x } }', { o: 'x' }, at('o')],
    ['a list for an object', '{ o { x } }', { o: [{ x: 1 }] }, at('o')],
    ['an object for a list', '{ l }', { l: { 0: 1 } }, at('l')],
    ['a text for a list', '{ l }', { l: 'ab' }, at('l')],
    ['a wrong item', '{ l }', { l: [1, 'x'] }, at('l', 1)],
    ['an unknown enum value', '{ c }', { c: 'BLUE' }, at('c')],
    ['an object for a leaf', '{ n }', { n: {} }, at('n')],
    ['a wrong leaf inside', '{ o { x } }', { o: { x: 1.5 } }, at('o', 'x')],
  ])('%s becomes null with an error at its path', (_what, query, data, path) => {
    const completed = complete({ schema: SCHEMA, query }, data);
    expect(completed.invalid).toBe(true);
    expect(completed.errors).toHaveLength(1);
    expect(completed.errors[0]).toMatchObject({ path, nulledPath: null });
    let value: any = completed.data;
    for (const key of path) value = value[key];
    expect(value).toBeNull();
  });

  it('goes upwards where null is forbidden, with one error', () => {
    const completed = complete({ schema: SCHEMA, query: '{ n s }' }, { n: 1, s: 'x' });
    expect(completed.data).toBeNull();
    expect(completed.errors).toMatchObject([{ path: at('s'), nulledPath: null }]);
  });

  it('that graphql-js takes is taken without an error', () => {
    const completed = complete({ schema: SCHEMA, query: '{ n l }' }, { n: '5', l: [true, '7'] });
    expect(completed).toMatchObject({ data: { n: 5, l: [1, 7] }, errors: [] });
  });

  it('that subgraphs inherit from nowhere is null', () => {
    const completed = complete(
      { schema: SCHEMA, query: '{ constructor: n toString: n o { __proto__: x } }' },
      { o: {} },
    );
    expect(JSON.stringify(completed.data)).toBe(
      '{"constructor":null,"toString":null,"o":{"__proto__":null}}',
    );
    expect(completed).toMatchObject({ errors: [], invalid: false });
  });
});

describe('the type of an object', () => {
  const SCHEMA = `
    interface Media { id: ID n: Int }
    union Any = Book | Film
    type Query { media: Media any: Any list: [Media!] book: Book }
    type Book implements Media { id: ID n: Int pages: Int }
    type Film implements Media { id: ID n: Int! }
    type Secret implements Media { id: ID n: Int }`;
  const API = SCHEMA.replace(/type Secret.*/, '');
  const run = (query: string, data: unknown, operation?: string) =>
    complete(
      { schema: SCHEMA, apiSchema: API, query, ...(operation === undefined ? {} : { operation }) },
      data,
    );

  it('chooses what is selected', () => {
    const query = '{ any { __typename ... on Book { pages } ... on Film { n } } }';
    expect(run(query, { any: { __typename: 'Book', pages: 1, n: 2 } }).data).toEqual({
      any: { __typename: 'Book', pages: 1 },
    });
    expect(run(query, { any: { __typename: 'Film', pages: 1, n: 2 } }).data).toEqual({
      any: { __typename: 'Film', n: 2 },
    });
  });

  it('decides where null is forbidden', () => {
    const query = '{ media { __typename n } }';
    expect(run(query, { media: { __typename: 'Book', n: null } })).toMatchObject({
      errors: [],
      invalid: false,
    });
    expect(run(query, { media: { __typename: 'Film', n: null } })).toMatchObject({
      data: { media: null },
      errors: [{ message: 'Cannot return null for non-nullable field Film.n.' }],
    });
  });

  it.each([
    ['that clients must not see', { __typename: 'Secret', id: '1' }],
    ['that does not exist', { __typename: 'constructor', id: '1' }],
    ['that does not belong there', { __typename: 'Query', id: '1' }],
    ['that is no text', { __typename: 7, id: '1' }],
    ['that is not told', { id: '1' }],
    ['that is an interface', { __typename: 'Media', id: '1' }],
  ])(
    '%s makes null of an object that asks for __typename, with an error that does not tell it',
    (_what, media) => {
      const completed = run('{ media { __typename id } }', { media });
      expect(completed.data).toEqual({ media: null });
      expect(completed.errors).toMatchObject([{ path: at('media'), nulledPath: null }]);
      expect(completed.errors[0]?.message).not.toMatch(/Secret|constructor|Query/);
    },
  );

  it('that clients must not see makes null although nothing depends on it', () => {
    const operation = '{ media { __typename id } }';
    expect(run('{ media { id } }', { media: { __typename: 'Secret', id: '1' } }, operation)).toMatchObject({
      data: { media: null },
      errors: [{ path: at('media') }],
    });
    expect(
      run('{ list { id } }', { list: [{ __typename: 'Secret', id: '1' }] }, '{ list { __typename id } }')
        .data,
    ).toEqual({ list: null });
  });

  it('may be unknown where every type selects the same, as of interface objects', () => {
    for (const media of [{ id: '1' }, { __typename: 'Media', id: '1' }, { __typename: null, id: '1' }]) {
      expect(run('{ media { id } }', { media }, '{ media { __typename id } }')).toEqual({
        data: { media: { id: '1' } },
        errors: [],
        invalid: false,
      });
    }
  });

  it('is what the schema says where only one is possible, whatever the subgraph says', () => {
    expect(
      run('{ book { __typename t: __typename id } }', { book: { __typename: 'Film', id: '1' } }).data,
    ).toEqual({
      book: { __typename: 'Book', t: 'Book', id: '1' },
    });
  });

  it('is read from under an alias', () => {
    const operation = '{ media { t: __typename id } }';
    expect(run('{ media { __typename } }', { media: { t: 'Book' } }, operation).data).toEqual({
      media: { __typename: 'Book' },
    });
  });
});

describe('the answer’s keys', () => {
  it('are in the operation’s order, and only what was asked for', () => {
    const completed = complete(
      {
        schema: 'type Query { a: Int b: B c: Int } type B { x: Int y: Int }',
        query: '{ c b { y x } a __typename }',
      },
      { extra: 1, a: 1, b: { x: 1, y: 2, $_0: 5 }, c: 3, $0: 1 },
    );
    expect(JSON.stringify(completed.data)).toBe('{"c":3,"b":{"y":2,"x":1},"a":1,"__typename":"Query"}');
  });

  it('may be names that objects inherit', () => {
    const data = JSON.parse('{"__proto__":{"constructor":1},"toString":2}') as unknown;
    const completed = complete(
      {
        schema: 'type Query { a: Int b: B } type B { x: Int }',
        query: '{ __proto__: b { constructor: x hasOwnProperty: __typename } toString: a }',
      },
      data,
    );
    expect(JSON.stringify(completed.data)).toBe(
      '{"__proto__":{"constructor":1,"hasOwnProperty":"B"},"toString":2}',
    );
    expect(completed.invalid).toBe(false);
  });

  it('hold what the router answers itself', () => {
    const query = '{ a __schema { description } }';
    expect(complete({ schema: 'type Query { a: Int }', query, operation: '{ a }' }, { a: 1 }).data).toEqual({
      a: 1,
      __schema: { description: null },
    });
  });
});
