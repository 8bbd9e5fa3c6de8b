import { buildSchema, GraphQLEnumType, Kind, parse } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { coerceVariables } from './coerce-variables.js';
import { variablesText } from '../executor/variables-text.js';
import { rawJson } from '../json/raw-json.js';
import { clientKey, createSeparateAliases } from '../planner/separate-aliases.js';
import { coerceLeaf } from '../projection/coerce-leaf.js';
import { prepareIntrospection } from '../projection/prepare-introspection.js';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { executeTestPlan } from '../testing/execute-test-plan.js';
import { createTestEngine, textReply } from '../testing/test-engine.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';

const deepList = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const deepObject = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
let users: (r: any) => any;
let reviews: (r: any) => any;
const created = createTestEngine({
  supergraphSdl: composeSupergraph({
    users: `scalar JSON input In { in: In }
      type Query { me: User users: [User] f(n: Int, in: In): Float i: Int root: Query }
      type User @key(fields: "id") { id: ID! name: String colour: Colour address: Address @shareable }
      enum Colour { RED } type Address @shareable { a: Int b: Int }`,
    reviews: `type Query { rf: Float } type User @key(fields: "id") { id: ID! rank: Int address: Address @shareable }
      type Address @shareable { a: Int  c: Int }`,
  }),
  send: async ({ name }, r) => (name === 'users' ? users(r) : reviews(r)),
});
afterAll(async () => (await created).engine.close());
const run = async (query: string, u: string, r = '', variables = {}) => {
  users = () => textReply(u);
  reviews = () => textReply(r);
  const { json, errors } = await (await created).execute(query, { variables });
  return { data: json, errors };
};
const USER = '"__typename":"User","id":"1"';

describe('Int and numbers kept as text', () => {
  it('7.0 beside a Float', async () => {
    expect(await run('{ f i }', '{"data":{"f":1.5,"i":7.0}}')).toEqual({
      data: { f: 1.5, i: 7 },
      errors: [],
    });
  });
  it('a long integer beside an ID', async () => {
    const { data, errors } = await run(
      '{ i me { id } }',
      `{"data":{"me":{${USER}},"i":12345678901234567890}}`,
    );
    expect(data).toEqual({ i: null, me: { id: '1' } });
    expect(errors).toMatchObject([{ path: ['i'] }]);
  });
  it('an object with toString', async () => {
    const { data, errors } = await run('{ i }', '{"data":{"i":{"toString":1,"valueOf":1}}}');
    expect(data).toEqual({ i: null });
    expect(errors).toMatchObject([{ path: ['i'] }]);
  });
});
describe('numbers kept as text where objects are expected', () => {
  it('root-typed field', async () => {
    const { data, errors } = await executeTestPlan({
      schema: 'type Query { f: Float n: Int query: Query }',
      query: '{ f query { n } }',
      node: sequence(
        rootFetch('a', '{ f query { __typename } }'),
        rootFetch('b', '{ n }', { path: 'query' }),
      ),
      replies: { a: ['{"data":{"f":1,"query":1.0}}'], b: ['{"data":{"n":1}}'] },
    });
    expect(data).toEqual({ f: 1, query: null });
    expect(errors).toMatchObject([{ path: ['query'] }]);
  });
  it('object', async () => {
    const { data, errors } = await run('{ f me { name } }', '{"data":{"f":1,"me":1.0}}');
    expect(data).toEqual({ f: 1, me: null });
    expect(errors).toMatchObject([{ path: ['me'] }]);
  });
  it('entity', async () => {
    const { data, errors } = await executeTestPlan({
      schema: 'scalar _Any union _Entity = User type Query { user: User } type User { id: ID score: Float }',
      query: '{ user { score } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id } }'),
        entityFetch('b', { at: 'user', select: '... on User { score }' }),
      ),
      replies: {
        a: ['{"data":{"user":{"__typename":"User","id":"1"}}}'],
        b: ['{"data":{"_entities":[1.0]}}'],
      },
    });
    expect(data).toEqual({ user: { score: null } });
    expect(errors).toMatchObject([
      { message: 'Subgraph "b" answered an entity that is no object.', path: ['user'] },
    ]);
  });
});
describe('enum', () => {
  it('raw number', () => {
    const colour = new GraphQLEnumType({ name: 'C', values: { RED: {} } });
    expect(() => coerceLeaf(colour, rawJson('1.0'))).toThrow();
  });
});
describe('plan keys', () => {
  const { planKey } = createSeparateAliases(
    buildSchema(
      'type Query { id: ID part_of_x: Int a: Int a_of_b: Int b_of_c: Int c: Int _alias_foo: Int _alias_a_of_b: Int }',
    ),
  );
  it('a field name with _of_', () => expect(clientKey(planKey('id', 'part_of_x'))).toBe('id'));
  it('no collision', () => expect(planKey('a', 'b_of_c')).not.toBe(planKey('a_of_b', 'c')));
  it('field names that begin with _alias_', () => {
    expect(clientKey(planKey('_alias_foo', '_alias_foo'))).toBe('_alias_foo');
    expect(clientKey(planKey('_alias_a_of_b', '_alias_a_of_b'))).toBe('_alias_a_of_b');
  });
});
describe('variables named as what objects inherit', () => {
  const schema = buildSchema('type Query { a(x: String): Int }');
  const text = (name: string, values: any) => {
    const [operation] = parse(`query ($${name}: String) { a(x: $${name}) }`).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error();
    const coerced = coerceVariables(schema, { operation }, values) as any;
    return variablesText({ variableUsages: [name] } as any, {
      collected: [],
      variables: coerced.variables,
      extra: {},
    });
  };
  it.each(['constructor', 'toString', '__proto__'])('%s', (name) => {
    expect(text(name, {})).toBeUndefined();
    expect(text(name, JSON.parse(`{"${name}":"v"}`))).toBe(`{"${name}":"v"}`);
  });
});
describe('deep input', () => {
  it('a list for an Int', async () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(await run('query ($n: Int) { f(n: $n) }', '{"data":{"f":1}}', '', { n: deep })).toMatchObject({
      data: undefined,
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
  it('an input object', async () => {
    let deep: unknown = {};
    for (let i = 0; i < 100_000; i++) deep = { in: deep };
    expect(await run('query ($in: In) { f(in: $in) }', '{"data":{"f":1}}', '', { in: deep })).toMatchObject({
      data: undefined,
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});
describe('deep replies', () => {
  it('placing errors', async () => {
    const { data, errors } = await run(
      '{ users { name rank } }',
      `{"data":{"users":[${deepList},{${USER}}]}}`,
      '{"data":{"_entities":[{"rank":null}]},"errors":[{"message":"x","path":["_entities",0,"rank"]}]}',
    );
    expect(data).toEqual({ users: [null, { name: null, rank: null }] });
    expect(errors.map(({ path }) => path)).toEqual([
      ['users', 1, 'rank'],
      ['users', 0],
    ]);
  });
  it('merging', async () => {
    const { data, errors } = await run(
      '{ me { name address { a b c } } }',
      `{"data":{"me":{${USER},"name":"A","address":{"b":1}}}}`,
      `{"data":{"_entities":[{"address":{"c":1,"zz":${deepObject}}}]}}`,
    );
    expect(data).toMatchObject({ me: { name: 'A' } });
    expect(errors).toMatchObject([{ path: ['me'] }]);
  });
});
describe('lists of lists in place of lists, and other values that are too deep', () => {
  const SHOP = '"__typename":"Shop"';
  const ITEM = '{"__typename":"Item","id":"1"}';
  const ask = (shops: string, b = '{"data":{"_entities":[{"price":1}]}}') =>
    executeTestPlan({
      schema: `scalar JSON scalar _Any union _Entity = Item type Query { shops: [Shop] }
        type Shop { currency: Currency items: [Item] } type Currency { code: JSON }
        type Item { id: ID! price(in: JSON): JSON }`,
      query: '{ shops { items { price } } }',
      node: sequence(
        rootFetch('a', '{ shops { __typename currency { code } items { __typename id } } }'),
        entityFetch('b', {
          at: 'shops.@.items.@',
          select: '... on Item { price(in: $c) }',
          contextRewrites: [
            {
              levels: 1,
              path: ['currency', 'code'].map((name) => ({ kind: 'key' as const, name })),
              variableName: 'c',
            },
          ],
        }),
      ),
      replies: { a: [`{"data":{"shops":${shops}}}`], b: [b] },
    });
  const GOOD = `{${SHOP},"currency":{"code":"EUR"},"items":[${ITEM}]}`;

  it('above entities with arguments from a context, cost themselves only', async () => {
    const { data, errors } = await ask(`[${deepList},${GOOD}]`);
    expect(data).toEqual({ shops: [null, { items: [{ price: 1 }] }] });
    expect(errors).toMatchObject([{ path: ['shops', 0], extensions: { code: 'SUBREQUEST_INVALID_VALUE' } }]);
  });
  it('beside them, too', async () => {
    const { data, errors, sent } = await ask(
      `[{${SHOP},"currency":{"code":"EUR"},"items":[[${ITEM}],${deepList},${ITEM}]}]`,
    );
    expect(data).toEqual({ shops: [{ items: [null, null, { price: 1 }] }] });
    expect(errors.map(({ path }) => path)).toEqual([
      ['shops', 0, 'items', 0],
      ['shops', 0, 'items', 1],
    ]);
    expect(sent[1]?.variables).toBe(`{"representations":[${ITEM}],"c":"EUR"}`);
  });
  it('in the value of the argument, cost what the fetch brings', async () => {
    const { data, errors, sent } = await ask(`[{${SHOP},"currency":${deepList},"items":[${ITEM}]}]`);
    expect(data).toEqual({ shops: [{ items: [{ price: null }] }] });
    expect(errors).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });
  it('in an entity, cost what the fetch brings', async () => {
    const { data, errors } = await ask(`[${GOOD}]`, `{"data":{"_entities":[{"price":${deepObject}}]}}`);
    expect(data).toEqual({ shops: [{ items: [{ price: null }] }] });
    expect(errors.map(({ path }) => path)).toEqual([['shops', 0, 'items', 0]]);
  });
  it('in what a fetch requires, cost what the fetch brings', async () => {
    const { data, errors, sent } = await executeTestPlan({
      schema:
        'scalar _Any union _Entity = User type Query { user: User i: Int } type User { id: ID! sizes: [Size] rank: Int } type Size { n: Int }',
      query: '{ i user { id rank } }',
      node: sequence(
        rootFetch('a', '{ i user { __typename id sizes { n } } }'),
        entityFetch('b', {
          at: 'user',
          requires: '... on User { __typename id sizes { n } }',
          select: '... on User { rank }',
        }),
      ),
      replies: { a: [`{"data":{"i":1,"user":{${USER},"sizes":${deepList}}}}`] },
    });
    expect(data).toEqual({ i: 1, user: { id: '1', rank: null } });
    expect(errors.map(({ path }) => path)).toEqual([['user']]);
    expect(sent).toHaveLength(1);
  });
});
describe('contextual fetch', () => {
  const item = (n: number) => ({ __typename: 'Item', id: String(n) });
  const ctx = (b: any[]) =>
    executeTestPlan({
      schema:
        'scalar _Any union _Entity = Item type Query { shops: [Shop] } type Shop { currency: String items: [Item] } type Item { id: ID! price(in: String): Int }',
      query: '{ shops { items { price } } }',
      node: sequence(
        rootFetch('a', '{ shops { __typename currency items { __typename id } } }'),
        entityFetch('b', {
          at: 'shops.@.items.@',
          select: '... on Item { price(in: $c) }',
          contextRewrites: [{ levels: 1, path: [{ kind: 'key', name: 'currency' }], variableName: 'c' }],
        }),
      ),
      replies: {
        a: [
          {
            data: {
              shops: [
                { __typename: 'Shop', currency: 'EUR', items: [item(1)] },
                { __typename: 'Shop', currency: 'USD', items: [item(2)] },
              ],
            },
          },
        ],
        b,
      },
    });
  const good = { data: { _entities: [{ price: 1 }] } };
  it('one request fails', async () =>
    expect((await ctx([good, new Error('No route')])).errors.map(({ path }) => path)).toEqual([
      ['shops', 1, 'items', 0],
    ]));
  it('an error without a path', async () =>
    expect(
      (await ctx([good, { data: null, errors: [{ message: 'x' }] }])).errors.map(({ path }) => path),
    ).toEqual([['shops', 1, 'items', 0]]));
  it('no list', async () =>
    expect((await ctx([good, { data: {} }])).errors).toMatchObject([
      { message: 'Subgraph "b" answered no entities.', path: ['shops', 1, 'items', 0] },
    ]));
  it('too many', async () =>
    expect((await ctx([{ data: { _entities: [{ price: 1 }, { price: 2 }] } }, good])).errors).toMatchObject([
      { path: ['shops', 0, 'items', 0] },
    ]));
});
describe('null of one source', () => {
  it('is sent as null', async () => {
    const { sent } = await executeTestPlan({
      schema:
        'scalar _Any union _Entity = User type Query { user: User } type User { id: ID name: String price: Int }',
      query: '{ user { name price } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id price } }'),
        entityFetch('b', { at: 'user', requires: '__typename id price', select: '... on User { name }' }),
        entityFetch('c', { at: 'user', select: '... on User { price }' }),
      ),
      replies: {
        a: [{ data: { user: { __typename: 'User', id: '1', price: null } } }],
        b: [{ data: { _entities: [{ name: 'x' }] } }],
        c: [{ data: { _entities: [{ price: 1 }] } }],
      },
    });
    expect(sent[1]?.variables).toBe('{"representations":[{"__typename":"User","id":"1","price":null}]}');
  });
});
describe('introspection beside a raw variable', () => {
  it('is answered', () => {
    const document = parse('query ($x: Float) { __schema { description } f(x: $x) }');
    const schema = buildSchema('type Query { f(x: Float): Int }');
    expect(
      prepareIntrospection(schema, { document, operation: document.definitions[0] as any })({
        x: rawJson('12345678901234567890'),
      }),
    ).toEqual({ values: { __schema: { description: null } }, errors: [] });
  });
});
describe('errors that nobody is told explain nothing', () => {
  it('non-null', async () => {
    const { data, errors } = await executeTestPlan({
      schema:
        'scalar _Any union _Entity = User type Query { user: User } type User { id: ID strict: Int! other: Int }',
      query: '{ user { strict } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id } }'),
        entityFetch('b', { at: 'user', select: '... on User { strict other }' }),
      ),
      replies: {
        a: [{ data: { user: { __typename: 'User', id: '1' } } }],
        b: [
          {
            data: { _entities: [{ strict: null, other: null }] },
            errors: [{ message: 'x', path: ['_entities', 0, 'other'] }],
          },
        ],
      },
    });
    expect(data).toEqual({ user: null });
    expect(errors.length).toBeGreaterThan(0);
  });
});
describe('variables of conditions', () => {
  it('$__proto__', async () => {
    expect(
      await run(
        'query ($__proto__: Boolean!) { i @skip(if: $__proto__) f }',
        '{"data":{"f":1}}',
        '',
        JSON.parse('{"__proto__":true}'),
      ),
    ).toEqual({ data: { f: 1 }, errors: [] });
  });
});
