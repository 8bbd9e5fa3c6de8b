import { describe, expect, it } from 'vitest';
import type { ContextRewrite, RewriteSegment } from '../planner/query-plan.js';
import type { TestReply } from '../testing/execute-test-plan.js';
import { executeTestPlan } from '../testing/execute-test-plan.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';

const SCHEMA = `
  scalar _Any
  union _Entity = Item
  interface Holder { currency: String items: [Item] }
  type Query { shops: [Shop] holders: [Holder] }
  type Shop implements Holder { id: ID! currency: String items: [Item] other: String }
  type Stall implements Holder { id: ID! currency: String items: [Item] coin: String }
  type Item { id: ID! price(in: String): Int next: Item }
`;

const key = (name: string): RewriteSegment => ({ kind: 'key', name });
const on = (...types: string[]): RewriteSegment => ({ kind: 'type', types });
const rewrite = (levels: number, ...path: RewriteSegment[]): ContextRewrite => ({
  levels,
  path,
  variableName: 'c',
});

const item = (id: number) => `{"__typename":"Item","id":"${id}"}`;
const shop = (currency: string, ...ids: number[]) =>
  `{"__typename":"Shop","currency":${currency},"items":[${ids.map(item).join(',')}]}`;

interface Asked {
  readonly shops: readonly string[];
  readonly replies: readonly TestReply[];
  readonly contextRewrites?: readonly ContextRewrite[];
}

/** Prices of items, which depend on the currency of the shop above them. */
async function ask({ shops, replies, contextRewrites = [rewrite(1, key('currency'))] }: Asked) {
  const { data, errors, sent } = await executeTestPlan({
    schema: SCHEMA,
    query: '{ shops { items { price } } }',
    node: sequence(
      rootFetch('a', '{ shops { __typename currency items { __typename id } } }'),
      entityFetch('b', { at: 'shops.@.items.@', select: '... on Item { price(in: $c) }', contextRewrites }),
    ),
    replies: { a: [`{"data":{"shops":[${shops.join(',')}]}}`], b: replies },
  });
  const { shops: found } = data as {
    readonly shops: readonly { readonly items: readonly { readonly price: unknown }[] }[];
  };
  return {
    prices: found.map(({ items }) => items.map(({ price }) => price)),
    errors,
    sent: sent.slice(1).map(({ variables }) => variables),
  };
}

describe('an argument from above', () => {
  it('is a variable of a request for all entities that share its value', async () => {
    const asked = await ask({
      shops: [shop('"EUR"', 1, 2), shop('"USD"', 3), shop('"EUR"', 4)],
      replies: [
        '{"data":{"_entities":[{"price":1},{"price":2},{"price":4}]}}',
        '{"data":{"_entities":[{"price":3}]}}',
      ],
    });
    expect(asked.sent).toEqual([
      `{"representations":[${[1, 2, 4].map(item).join(',')}],"c":"EUR"}`,
      `{"representations":[${item(3)}],"c":"USD"}`,
    ]);
    expect(asked.prices).toEqual([[1, 2], [3], [4]]);
    expect(asked.errors).toEqual([]);
  });

  it('makes one entity two things, of which each object gets its own', async () => {
    const asked = await ask({
      shops: [shop('"EUR"', 1, 1), shop('"USD"', 1)],
      replies: ['{"data":{"_entities":[{"price":10}]}}', '{"data":{"_entities":[{"price":11}]}}'],
    });
    expect(asked.sent).toEqual([
      `{"representations":[${item(1)}],"c":"EUR"}`,
      `{"representations":[${item(1)}],"c":"USD"}`,
    ]);
    expect(asked.prices).toEqual([[10, 10], [11]]);
  });

  it('is null where its value is null', async () => {
    const asked = await ask({ shops: [shop('null', 1)], replies: ['{"data":{"_entities":[{"price":1}]}}'] });
    expect(asked.sent).toEqual([`{"representations":[${item(1)}],"c":null}`]);
    expect(asked.prices).toEqual([[1]]);
  });

  it('comes from the context whose type the object has', async () => {
    const asked = await ask({
      shops: [shop('"EUR"', 1)],
      replies: ['{"data":{"_entities":[{"price":1}]}}'],
      contextRewrites: [rewrite(1, on('Shop'), key('currency')), rewrite(1, on('Stall'), key('id'))],
    });
    expect(asked.sent).toEqual([`{"representations":[${item(1)}],"c":"EUR"}`]);
  });

  it('comes from an interface’s field where the object has one of its types', async () => {
    const asked = await ask({
      shops: [shop('"EUR"', 1)],
      replies: ['{"data":{"_entities":[{"price":1}]}}'],
      contextRewrites: [rewrite(1, on('Holder'), key('currency'))],
    });
    expect(asked.sent).toEqual([`{"representations":[${item(1)}],"c":"EUR"}`]);
  });

  it('comes from as far above as it says', async () => {
    const { sent } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ shops { items { next { price } } } }',
      node: sequence(
        rootFetch('a', '{ shops { __typename currency items { next { __typename id } } } }'),
        entityFetch('b', {
          at: 'shops.@.items.@.next',
          select: '... on Item { price(in: $c) }',
          contextRewrites: [rewrite(2, key('currency'))],
        }),
      ),
      replies: {
        a: [`{"data":{"shops":[{"__typename":"Shop","currency":"EUR","items":[{"next":${item(1)}}]}]}}`],
        b: ['{"data":{"_entities":[{"price":1}]}}'],
      },
    });
    expect(sent[1]?.variables).toBe(`{"representations":[${item(1)}],"c":"EUR"}`);
  });
});

describe('a failure of one of several requests', () => {
  const shops = [shop('"EUR"', 1), shop('"USD"', 2, 3)];
  const EUR = '{"data":{"_entities":[{"price":1}]}}';

  it('costs its own entities', async () => {
    const asked = await ask({ shops, replies: [EUR, new Error('No route.')] });
    expect(asked.prices).toEqual([[1], [null, null]]);
    expect(asked.errors.length).toBeGreaterThan(0);
    expect(new Set(asked.errors.map(({ message }) => message))).toEqual(new Set(['No route.']));
  });

  it('has the path of the object that the subgraph names', async () => {
    const asked = await ask({
      shops,
      replies: [
        EUR,
        '{"data":{"_entities":[{"price":2},null]},"errors":[{"message":"x","path":["_entities",1,"price"]}]}',
      ],
    });
    expect(asked.prices).toEqual([[1], [2, null]]);
    expect(asked.errors).toEqual([{ message: 'x', path: ['shops', 1, 'items', 1, 'price'] }]);
  });
});

it('an error about an entity is told at each of its places, and at no other', async () => {
  const asked = await ask({
    shops: [shop('"EUR"', 1, 1, 2), shop('"USD"', 1)],
    replies: [
      '{"data":{"_entities":[{"price":1},null]},"errors":[{"message":"x","path":["_entities",1,"price"]}]}',
      '{"data":{"_entities":[null]},"errors":[{"message":"y","path":["_entities",0,"price"]}]}',
    ],
  });
  expect(asked.prices).toEqual([[1, 1, null], [null]]);
  expect(asked.errors).toEqual([
    { message: 'x', path: ['shops', 0, 'items', 2, 'price'] },
    { message: 'y', path: ['shops', 1, 'items', 0, 'price'] },
  ]);
});

it('nothing is sent when there are no entities', async () => {
  expect(await ask({ shops: [shop('"EUR"')], replies: [] })).toEqual({ prices: [[]], errors: [], sent: [] });
});
