import { describe, expect, it } from 'vitest';
import { executeTestPlan } from '../testing/execute-test-plan.js';
import type { TestBatch } from '../testing/test-plan.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';

const SCHEMA = `
  scalar _Any
  union _Entity = User | Bot
  interface Account { id: ID }
  type Query { users: [User] accounts: [Account] }
  type User implements Account { id: ID tag: String name: String rank: Int label: String n: Int }
  type Bot implements Account { id: ID name: String }
`;

interface Asked {
  /** The items of the list; default of users. */
  readonly items: readonly string[];
  readonly field?: 'users' | 'accounts';
  readonly batch: Partial<TestBatch>;
  /** How the entities are answered. */
  readonly entities: string;
}

/** What is sent for a list of objects, and the names that they get. */
async function ask({ items, field = 'users', batch, entities }: Asked) {
  const { data, sent } = await executeTestPlan({
    schema: SCHEMA,
    query: `{ ${field} { ... on User { name } ... on Bot { name } } }`,
    node: sequence(
      rootFetch('a', `{ ${field} { __typename id ... on User { tag n } } }`),
      entityFetch('b', { at: `${field}.@`, select: '... on User { name } ... on Bot { name }', ...batch }),
    ),
    replies: {
      a: [`{"data":{"${field}":[${items.join(',')}]}}`],
      b: [`{"data":{"_entities":[${entities}]}}`],
    },
  });
  const { representations = [] } = JSON.parse(sent[1]?.variables ?? '{}') as { representations?: unknown[] };
  const found = (data as Record<string, readonly ({ readonly name?: unknown } | null)[]>)[field] ?? [];
  return {
    sent: representations.map((each) => JSON.stringify(each)),
    names: found.map((item) => item?.name),
  };
}

const user = (id: string, more = '') => `{"__typename":"User","id":${id}${more}}`;
const byId = { requires: '... on User { __typename id }' };

describe('entities that are told apart by one field', () => {
  it('are asked for once each, in the order in which they are found', async () => {
    const items = ['"2"', '"1"', '"2"', '"3"', '"1"'].map((id) => user(id));
    expect(await ask({ items, batch: byId, entities: '{"name":"B"},{"name":"A"},{"name":"C"}' })).toEqual({
      sent: [user('"2"'), user('"1"'), user('"3"')],
      names: ['B', 'A', 'B', 'C', 'A'],
    });
  });

  it('are not confused when their keys are numbers, texts, null or missing', async () => {
    const items = ['1', '"1"', 'null', '"null"', '1.0', '1', '"1"', 'null'].map((id) => user(id));
    const { sent, names } = await ask({
      items,
      batch: byId,
      entities: '{"name":"A"},{"name":"B"},{"name":"C"},{"name":"D"}',
    });
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent).toContain(user('"1"'));
    expect(sent).toContain(user('1'));
    expect(names[0]).toBe(names[5]);
    expect(names[1]).toBe(names[6]);
    expect(names[0]).not.toBe(names[1]);
    expect(names[2]).toBe(names[7]);
    expect(names[2]).not.toBe(names[3]);
  });

  it('are not confused with inherited names', async () => {
    const items = ['"constructor"', '"__proto__"', '"toString"', '"__proto__"'].map((id) => user(id));
    expect(await ask({ items, batch: byId, entities: '{"name":"A"},{"name":"B"},{"name":"C"}' })).toEqual({
      sent: items.slice(0, 3),
      names: ['A', 'B', 'C', 'B'],
    });
  });

  it('are another entity when they have another type', async () => {
    const items = [
      user('"1"'),
      '{"__typename":"Bot","id":"1"}',
      user('"1"'),
      '{"__typename":"Bot","id":"1"}',
    ];
    const asked = { field: 'accounts', items, entities: '{"name":"A"},{"name":"B"}' } as const;
    expect(await ask({ ...asked, batch: {} })).toEqual({
      sent: items.slice(0, 2),
      names: ['A', 'B', 'A', 'B'],
    });
    const onlyUsers = { requires: '... on User { __typename id }', select: '... on User { name }' };
    expect(await ask({ ...asked, entities: '{"name":"A"}', batch: onlyUsers })).toEqual({
      sent: items.slice(0, 1),
      names: ['A', null, 'A', null],
    });
  });
});

describe('entities of several required fields', () => {
  it('are told apart by all of them', async () => {
    const items = [
      user('"1"', ',"tag":"x"'),
      user('"1"', ',"tag":"y"'),
      user('"1"', ',"tag":"x"'),
      user('"1"', ',"tag":null'),
      user('"1"'),
    ];
    const batch = { requires: '... on User { __typename id tag }' };
    expect(
      await ask({ items, batch, entities: '{"name":"A"},{"name":"B"},{"name":"C"},{"name":"D"}' }),
    ).toEqual({
      sent: [items[0], items[1], items[3], items[4]],
      names: ['A', 'B', 'A', 'C', 'D'],
    });
  });
});

describe('entities whose fields come from an earlier fetch', () => {
  interface Labelled {
    readonly items: readonly string[];
    /** What the earlier fetch requires beside the id. */
    readonly earlier?: string;
    readonly ranks: string;
    readonly requires: string;
    readonly labels: string;
  }

  /** Labels need ranks, which another subgraph brings. */
  async function label({ items, earlier = '', ranks, requires, labels }: Labelled) {
    const { sent, data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ users { label } }',
      node: sequence(
        rootFetch('a', '{ users { __typename id tag } }'),
        entityFetch('b', {
          at: 'users.@',
          requires: `... on User { __typename id ${earlier} }`,
          select: '... on User { rank }',
        }),
        entityFetch('c', {
          at: 'users.@',
          requires: `... on User { __typename ${requires} }`,
          select: '... on User { label }',
        }),
      ),
      replies: {
        a: [`{"data":{"users":[${items.join(',')}]}}`],
        b: [`{"data":{"_entities":[${ranks}]}}`],
        c: [`{"data":{"_entities":[${labels}]}}`],
      },
    });
    const { users } = data as { readonly users: readonly { readonly label: unknown }[] };
    return {
      sent: sent[2]?.variables?.replace(/^\{"representations":(.*)\}$/s, '$1'),
      labels: users.map((each) => each.label),
    };
  }

  it('are the same where the earlier entity is', async () => {
    expect(
      await label({
        items: ['"1"', '"2"', '"1"', '"2"'].map((id) => user(id)),
        ranks: '{"rank":1},{"rank":2}',
        requires: 'id rank',
        labels: '{"label":"A"},{"label":"B"}',
      }),
    ).toEqual({
      sent: `[${user('"1"', ',"rank":1')},${user('"2"', ',"rank":2')}]`,
      labels: ['A', 'B', 'A', 'B'],
    });
  });

  it('are others where a field differs that the earlier fetch did not need', async () => {
    expect(
      await label({
        items: ['"x"', '"y"', '"x"'].map((tag) => user('"1"', `,"tag":${tag}`)),
        ranks: '{"rank":1}',
        requires: 'id tag rank',
        labels: '{"label":"A"},{"label":"B"}',
      }),
    ).toEqual({
      sent: `[${user('"1"', ',"tag":"x","rank":1')},${user('"1"', ',"tag":"y","rank":1')}]`,
      labels: ['A', 'B', 'A'],
    });
  });

  it('are the same where they are alike, though the earlier entities are two', async () => {
    expect(
      await label({
        items: ['"x"', '"y"'].map((tag) => user('"1"', `,"tag":${tag}`)),
        earlier: 'tag',
        ranks: '{"rank":1},{"rank":1}',
        requires: 'id rank',
        labels: '{"label":"A"}',
      }),
    ).toEqual({ sent: `[${user('"1"', ',"rank":1')}]`, labels: ['A', 'A'] });
  });

  it('are others where one of two earlier entities is', async () => {
    const items = ['"x"', '"y"', '"x"'].map((tag) => user('"1"', `,"tag":${tag}`));
    const { sent, data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ users { label } }',
      node: sequence(
        rootFetch('a', '{ users { __typename id tag } }'),
        entityFetch('b', { at: 'users.@', select: '... on User { rank }' }),
        entityFetch('c', {
          at: 'users.@',
          requires: '... on User { __typename id tag }',
          select: '... on User { n }',
        }),
        entityFetch('d', {
          at: 'users.@',
          requires: '... on User { __typename rank n }',
          select: '... on User { label }',
        }),
      ),
      replies: {
        a: [`{"data":{"users":[${items.join(',')}]}}`],
        b: ['{"data":{"_entities":[{"rank":1}]}}'],
        c: ['{"data":{"_entities":[{"n":2},{"n":3}]}}'],
        d: ['{"data":{"_entities":[{"label":"A"},{"label":"B"}]}}'],
      },
    });
    expect(sent[3]?.variables).toBe(
      '{"representations":[{"__typename":"User","rank":1,"n":2},{"__typename":"User","rank":1,"n":3}]}',
    );
    expect(data).toEqual({ users: [{ label: 'A' }, { label: 'B' }, { label: 'A' }] });
  });

  it('are left out where the earlier entity was not found', async () => {
    expect(
      await label({
        items: ['"1"', '"2"', '"1"'].map((id) => user(id)),
        ranks: 'null,{"rank":2}',
        requires: 'id rank',
        labels: '{"label":"B"}',
      }),
    ).toEqual({ sent: `[${user('"2"', ',"rank":2')}]`, labels: [null, 'B', null] });
  });
});
