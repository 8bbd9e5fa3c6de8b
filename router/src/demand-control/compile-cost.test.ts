import { buildASTSchema, Kind, parse, validate } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { MAX_COST } from './amount.js';
import { CostModel } from './cost-model.js';
import { OperationCosts } from './operation-costs.js';

const SUPERGRAPH = parse(`
  schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@listSize"]) { query: Query mutation: Mutation }
  type Query {
    number: Int
    dear: Int @cost(weight: 7)
    free: Item @cost(weight: 0)
    refund: Item @cost(weight: -50)
    item(by: By, ids: [ID!] @cost(weight: 2)): Item
    list: [Item!]
    grid: [[Item!]!]!
    sized: [Item!]! @listSize(assumedSize: 4)
    sliced(first: Int, last: Int): [Item!]! @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false, assumedSize: 6)
    strict(first: Int, last: Int): [Item!]! @listSize(slicingArguments: ["first", "last"])
    defaulted(first: Int = 5): [Item!]! @listSize(slicingArguments: ["first"])
    page(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false, assumedSize: 20)
    any: [Any!] @listSize(assumedSize: 2)
    node: Node
  }
  type Mutation { rename(name: String): Item }
  type Page { edges: [Edge!]! total: Int @cost(weight: 5) }
  type Edge { node: Item! }
  type Item implements Node { id: ID! name: String price: Price! kind: Kind item: Item list: [Item!] subs(first: Int): [Item!] }
  type Price { amount: Int }
  type Heavy implements Node @cost(weight: 9) { id: ID! list: [Item!] }
  interface Node { id: ID! list: [Item!] @listSize(assumedSize: 3) }
  union Any = Item | Heavy
  enum Kind @cost(weight: 2) { A B }
  input By { name: String @cost(weight: 3), inner: By, size: Int = 4 @cost(weight: 1) }
`);
const SCHEMA = buildASTSchema(SUPERGRAPH, { assumeValidSDL: true });
const costs = new OperationCosts(new CostModel({ schema: SCHEMA, supergraph: SUPERGRAPH, listSize: 10 }));

function estimate(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(query, { noLocation: true });
  expect(validate(SCHEMA, document).map(String)).toEqual([]);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )!;
  return costs.estimate({ source: query, document, operation }, variables);
}

const cost = (query: string, variables?: Readonly<Record<string, unknown>>) =>
  estimate(query, variables)?.cost;
const actual = (query: string, data: Record<string, unknown> | null, variables?: Record<string, unknown>) =>
  estimate(query, variables)?.countActual(data);

describe('an estimate', () => {
  it('counts objects as 1, leaves as 0, a mutation as 10', () => {
    expect(cost('{ number }')).toBe(0);
    expect(cost('{ item { id price { amount } } }')).toBe(2);
    expect(cost('mutation { rename { name } }')).toBe(11);
  });

  it('takes the weights of fields before those of types, and none below 0', () => {
    expect(cost('{ dear }')).toBe(7);
    expect(cost('{ free { kind } }')).toBe(2);
    expect(cost('{ refund { id } dear }')).toBe(7);
  });

  it('multiplies by the size of lists, of each level of lists of lists', () => {
    expect(cost('{ list { price { amount } } }')).toBe(20);
    expect(cost('{ grid { id } }')).toBe(100);
    expect(cost('{ sized { subs { id } } }')).toBe(4 * 11);
  });

  it('takes sizes from slicing arguments: literals, variables, defaults; the largest of several', () => {
    expect(cost('{ sliced(first: 3) { id } }')).toBe(3);
    expect(cost('{ sliced(first: 3, last: 8) { id } }')).toBe(8);
    expect(cost('query ($n: Int) { sliced(first: $n) { id } }', { n: 12 })).toBe(12);
    expect(cost('query ($n: Int = 9) { sliced(first: $n) { id } }')).toBe(9);
    expect(cost('{ defaulted { id } }')).toBe(5);
    expect(cost('query ($n: Int) { defaulted(first: $n) { id } }')).toBe(5);
  });

  it.each([null, -1, -2_147_483_648])('takes the assumed size when the slicing argument is %s', (n) => {
    expect(cost('query ($n: Int) { sliced(first: $n) { id } }', { n })).toBe(6);
    expect(cost(`{ sliced(first: ${n}) { id } }`)).toBe(6);
  });

  it('is not made with a variable of a wrong type', () => {
    expect(estimate('query ($n: Int) { sliced(first: $n) { id } }', { n: '3' })).toBeUndefined();
    expect(estimate('query ($n: Int!) { sliced(first: $n) { id } }')).toBeUndefined();
  });

  it('applies a size to the sized fields, and not to the field itself', () => {
    expect(cost('{ page(first: 7) { edges { node { id } } total } }')).toBe(1 + 7 * 2 + 5);
    expect(cost('{ page { e: edges { node { id } } } }')).toBe(1 + 20 * 2);
  });

  it('says when not exactly one slicing argument is given where one is required', () => {
    const message = 'The field "Query.strict" takes exactly one of its arguments "first", "last".';
    expect(estimate('{ strict { id } }')?.violation).toBe(message);
    expect(estimate('{ strict(first: 1, last: 1) { id } }')?.violation).toBe(message);
    expect(estimate('{ strict(first: null) { id } }')?.violation).toBe(message);
    expect(estimate('query ($n: Int) { strict(last: $n) { id } }')?.violation).toBe(message);
    expect(estimate('query ($n: Int) { strict(last: $n) { id } }', { n: 2 })?.violation).toBeUndefined();
    expect(estimate('{ strict(first: 1, last: null) { id } }')?.violation).toBeUndefined();
    expect(estimate('{ defaulted { id } }')?.violation).toBeUndefined();
  });

  it('counts arguments: each item of a list, input objects with their fields and defaults', () => {
    expect(cost('{ item(ids: ["1", "2"]) { id } }')).toBe(1 + 4);
    expect(cost('{ item(ids: "1") { id } }')).toBe(1 + 2);
    expect(cost('{ item(by: { name: "a", inner: { size: 1 } }) { id } }')).toBe(1 + 1 + 3 + 1 + 2);
    expect(cost('query ($by: By) { item(by: $by) { id } }', { by: { name: 'a' } })).toBe(1 + 1 + 3 + 1);
    expect(cost('query ($by: By) { item(by: $by) { id } }', { by: null })).toBe(1);
    expect(cost('query ($id: ID!) { item(ids: [$id, "2", $id]) { id } }', { id: '1' })).toBe(1 + 6);
  });

  it('takes the dearest of the possible types', () => {
    expect(cost('{ any { __typename } }')).toBe(2 * 9);
    expect(cost('{ any { ... on Item { subs { id } } ... on Heavy { id } } }')).toBe(2 * 11);
    expect(cost('{ any { ... on Node { list { id } } } }')).toBe(2 * (9 + 3));
  });

  it('takes the list size of an interface where an implementation says none', () => {
    expect(cost('{ node { list { id } } }')).toBe(9 + 3);
    expect(cost('{ item { list { id } } }')).toBe(1 + 3);
  });

  it('leaves out what @skip and @include leave out', () => {
    const query =
      'query ($a: Boolean!, $b: Boolean = true) { item @include(if: $a) { id } ... @skip(if: $b) { dear } }';
    expect(cost(query, { a: false })).toBe(0);
    expect(cost(query, { a: true })).toBe(1);
    expect(cost(query, { a: true, b: false })).toBe(8);
  });

  it('counts what is selected repeatedly under one name once, and under several names each time', () => {
    expect(
      cost('{ item { price { amount } } ...F } fragment F on Query { item { price { amount } id } }'),
    ).toBe(2);
    expect(cost('{ a: item { id } b: item { id } dear c: dear }')).toBe(16);
  });

  it('makes introspection free', () => {
    expect(cost('{ __typename __schema { types { name fields { name } } } }')).toBe(0);
  });

  it('of a fragment bomb is found at once, and stops at the largest exact number', () => {
    const bomb = (depth: number) =>
      Array.from(
        { length: depth },
        (_, n) => `fragment F${n} on Item { a: item { ...F${n + 1} } b: item { ...F${n + 1} } }`,
      ).join(' ') + ` fragment F${depth} on Item { id }`;
    const began = process.cpuUsage();
    expect(cost(`{ item { ...F0 } } ${bomb(20)}`)).toBe(2 ** 21 - 1);
    expect(cost(`{ item { ...F0 } } ${bomb(60)}`)).toBe(MAX_COST);
    expect(process.cpuUsage(began).user).toBeLessThan(50_000);
  });

  it('of nested lists stops at the largest exact number', () => {
    const nested = 'subs(first: $n) { '.repeat(40) + 'id ' + '}'.repeat(40);
    expect(cost(`query ($n: Int) { item { ${nested} } }`, { n: 2_147_483_647 })).toBe(MAX_COST);
  });

  it('that would take too long is the largest number', () => {
    // What is merged at the end of a path depends on the whole path, as in a subset construction.
    const depth = 24;
    const start = Array.from({ length: depth }, (_, n) => {
      const next = n + 1 === depth ? 'id' : `...S${n + 1}`;
      return `fragment S${n} on Item { a: item { ${next} ...T0 } b: item { ${next} } }`;
    });
    const tail = Array.from({ length: depth }, (_, n) => {
      const next = n + 1 === depth ? 'id' : `...T${n + 1}`;
      return `fragment T${n} on Item { a: item { ${next} } b: item { ${next} } }`;
    });
    const query = `{ item { ...S0 } } ${start.join(' ')} ${tail.join(' ')}`;
    const began = process.cpuUsage();
    expect(cost(query)).toBe(MAX_COST);
    expect(process.cpuUsage(began).user).toBeLessThan(200_000);
  });
});

describe('an actual cost', () => {
  it('counts the objects that are there', () => {
    const query = '{ list { id price { amount } item { id } } }';
    expect(actual(query, { list: null })).toBe(0);
    expect(actual(query, { list: [] })).toBe(0);
    const item = { id: '1', price: { amount: 1 }, item: null };
    expect(actual(query, { list: [item, { ...item, item: { id: '2' } }] })).toBe(5);
    expect(actual('{ grid { id } }', { grid: [[{ id: 1 }, { id: 2 }], [], [{ id: 3 }]] })).toBe(3);
  });

  it('counts leaves and arguments with weights', () => {
    expect(actual('{ dear }', { dear: null })).toBe(0);
    expect(actual('{ dear list { kind } }', { dear: 1, list: [{ kind: 'A' }, { kind: null }] })).toBe(11);
    expect(
      actual('query ($ids: [ID!]) { item(ids: $ids) { id } }', { item: { id: '1' } }, { ids: ['1', '2'] }),
    ).toBe(5);
    expect(actual('mutation { rename { name } }', { rename: null })).toBe(10);
    expect(actual('mutation { rename { name } }', null)).toBe(10);
    expect(actual('{ dear }', null)).toBe(0);
  });

  it('counts objects by their type, as they say it or as their fields show it', () => {
    const typed = '{ any { is: __typename ... on Item { list { id } } } }';
    expect(actual(typed, { any: [{ is: 'Heavy' }, { is: 'Item', list: [{ id: 1 }] }] })).toBe(9 + 2);
    const untyped = '{ any { ... on Heavy { id } ... on Item { name list { id } } } }';
    expect(actual(untyped, { any: [{ id: '1' }, { name: 'a', list: [{ id: 1 }] }] })).toBe(9 + 2);
  });
});
