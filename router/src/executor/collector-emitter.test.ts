import { describe, expect, it } from 'vitest';
import { entityFetch, parallel, rootFetch, sequence } from '../testing/test-plan.js';
import { executeTestPlan } from '../testing/execute-test-plan.js';

const SCHEMA = `
  scalar _Any
  union _Entity = User | Book | Film
  union Any = Book | Film
  interface Media { id: ID! title: String }
  type Query { user: User users: [User] grid: [[User]] media: [Media] any: [Any] query: Query n: Int m: Int }
  type User { id: ID! name: String friend: User friends: [User] query: Query }
  type Book implements Media { id: ID! title: String }
  type Film implements Media { id: ID! title: String }
`;

interface Case {
  readonly query: string;
  readonly root: string;
  readonly reply: string;
  readonly at: string | readonly string[];
  readonly select?: string;
  readonly requires?: string;
  /** Of the entity fetch; the items of its list. */
  readonly entities?: string;
}

async function collect({ entities = '', ...given }: Case) {
  const { query, root, reply, at, requires, select = '... on User { name }' } = given;
  const { sent, data, errors } = await executeTestPlan({
    schema: SCHEMA,
    query,
    node: sequence(
      rootFetch('a', root),
      entityFetch('b', { at, select, ...(requires === undefined ? {} : { requires }) }),
    ),
    replies: { a: [`{"data":${reply}}`], b: [`{"data":{"_entities":[${entities}]}}`] },
  });
  const { representations = null } = JSON.parse(sent[1]?.variables ?? '{}') as {
    representations?: readonly { readonly id: string }[];
  };
  return { ids: representations?.map(({ id }) => id) ?? null, data, errors };
}

const user = (id: number, more = '') => `{"__typename":"User","id":"${id}"${more}}`;

describe('the objects that a fetch completes', () => {
  it('are found in a list, holes left out, and each gets its own entity', async () => {
    const { ids, data } = await collect({
      query: '{ users { name } }',
      root: '{ users { __typename id } }',
      reply: `{"users":[${user(1)},null,${user(2)}]}`,
      at: 'users.@',
      entities: '{"name":"Ann"},{"name":"Ben"}',
    });
    expect(ids).toEqual(['1', '2']);
    expect(data).toEqual({ users: [{ name: 'Ann' }, null, { name: 'Ben' }] });
  });

  it('are asked for once when they are alike, wherever they are', async () => {
    const { ids, data } = await collect({
      query: '{ user { name } users { name friend { name } } }',
      root: '{ user { __typename id } users { __typename id friend { __typename id } } }',
      reply: `{"user":${user(2)},"users":[${user(1, `,"friend":${user(2)}`)},${user(1, `,"friend":${user(1)}`)}]}`,
      at: ['user', 'users.@', 'users.@.friend'],
      entities: '{"name":"Ben"},{"name":"Ann"}',
    });
    expect(ids).toEqual(['2', '1']);
    expect(data).toEqual({
      user: { name: 'Ben' },
      users: [
        { name: 'Ann', friend: { name: 'Ben' } },
        { name: 'Ann', friend: { name: 'Ann' } },
      ],
    });
  });

  it('are found in lists of lists, whether or not the path counts them', async () => {
    for (const at of ['grid.@', 'grid.@.@']) {
      const { ids, data } = await collect({
        query: '{ grid { name } }',
        root: '{ grid { __typename id } }',
        reply: `{"grid":[[${user(1)},null],null,[],[${user(2)}]]}`,
        at,
        entities: '{"name":"Ann"},{"name":"Ben"}',
      });
      expect(ids).toEqual(['1', '2']);
      expect(data).toEqual({ grid: [[{ name: 'Ann' }, null], null, [], [{ name: 'Ben' }]] });
    }
  });

  it('are those of the types that the path names, and of what implements or belongs to them', async () => {
    const item = (type: string, id: number) => `{"__typename":"${type}","id":"${id}"}`;
    const found = async (at: string) => {
      const { ids } = await collect({
        query: '{ media { id } }',
        root: '{ media { __typename id } }',
        reply: `{"media":[${item('Book', 1)},${item('Film', 2)},${item('Song', 3)}]}`,
        at,
        requires: '__typename id',
        select: '... on Book { title } ... on Film { title }',
      });
      return ids;
    };
    expect(await found('media.@|Book')).toEqual(['1']);
    expect(await found('media.@|Film,Book')).toEqual(['1', '2']);
    expect(await found('media.@|Media')).toEqual(['1', '2']);
    expect(await found('media.@|Any')).toEqual(['1', '2']);
    expect(await found('media.@')).toEqual(['1', '2', '3']);
  });

  it('are none where nothing is found; then nothing is sent', async () => {
    for (const reply of [
      '{"users":[]}',
      '{"users":null}',
      '{"users":[null]}',
      '{}',
      'null',
      '{"users":[{"id":"1"}]}',
    ]) {
      const query = '{ users { id } }';
      const { ids } = await collect({ query, root: '{ users { __typename id } }', reply, at: 'users.@' });
      expect([reply, ids]).toEqual([reply, null]);
    }
  });

  it.each([
    ['an object for a list', `{"users":${user(1)}}`],
    ['a leaf for a list', '{"users":"x"}'],
    ['leaves for objects', '{"users":[1,"x",true,[]]}'],
    ['lists for objects', `{"users":[[${user(1)}]]}`],
    ['numbers that are kept as text for objects', '{"users":[12345678901234567890]}'],
    ['an engine’s property', '{"users":[{"$_0":0,"$0":0,"$":0}]}'],
  ])('are not sought in what has another form: %s', async (_what, reply) => {
    const { ids } = await collect({
      query: '{ users { id name } }',
      root: '{ users { __typename id } }',
      reply,
      at: 'users.@',
    });
    expect(ids).toBeNull();
  });

  it('are found under keys that objects inherit', async () => {
    const query = '{ constructor: user { __proto__: friend { name } } toString: user { name } }';
    const run = (reply: string) =>
      collect({
        query,
        root: '{ constructor: user { __proto__: friend { __typename id } } toString: user { __typename id } }',
        reply,
        at: ['constructor.__proto__', 'toString'],
        entities: '{"name":"Ann"}',
      });
    const found = await run(`{"constructor":{"__proto__":${user(1)}},"toString":${user(1)}}`);
    expect(found.ids).toEqual(['1']);
    expect(JSON.stringify(found.data)).toBe(
      '{"constructor":{"__proto__":{"name":"Ann"}},"toString":{"name":"Ann"}}',
    );
    expect(await run('{}')).toMatchObject({ ids: null, data: { constructor: null, toString: null } });
  });

  it('may be in entities of an earlier fetch, which several objects share', async () => {
    const { sent, data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ users { friends { name } } }',
      node: sequence(
        rootFetch('a', '{ users { __typename id } }'),
        entityFetch('b', { at: 'users.@', select: '... on User { friends { __typename id } }' }),
        entityFetch('c', { at: 'users.@.friends.@', select: '... on User { name }' }),
      ),
      replies: {
        a: [`{"data":{"users":[${user(1)},${user(1)}]}}`],
        b: [`{"data":{"_entities":[{"friends":[${user(2)},${user(3)}]}]}}`],
        c: ['{"data":{"_entities":[{"name":"Ben"},{"name":"Cem"}]}}'],
      },
    });
    expect(sent.map(({ variables }) => variables)).toEqual([
      undefined,
      `{"representations":[${user(1)}]}`,
      `{"representations":[${user(2)},${user(3)}]}`,
    ]);
    const friends = [{ name: 'Ben' }, { name: 'Cem' }];
    expect(data).toEqual({ users: [{ friends }, { friends }] });
  });
});

describe('root fields below the root', () => {
  it('belong to every object of that place', async () => {
    const { sent, data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ users { query { n } } }',
      node: sequence(
        rootFetch('a', '{ users { query { __typename } } }'),
        rootFetch('b', '{ n }', { path: 'users.@.query' }),
      ),
      replies: {
        a: [
          '{"data":{"users":[{"query":{"__typename":"Query"}},null,{"query":null},{"query":{"__typename":"Query"}}]}}',
        ],
        b: ['{"data":{"n":7}}'],
      },
    });
    expect(sent.map(({ variables }) => variables)).toEqual([undefined, undefined]);
    expect(data).toEqual({ users: [{ query: { n: 7 } }, null, { query: null }, { query: { n: 7 } }] });
  });

  it('of two fetches are read together', async () => {
    const { data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ query { n m } }',
      node: sequence(
        rootFetch('a', '{ query { __typename } }'),
        parallel(rootFetch('b', '{ n }', { path: 'query' }), rootFetch('c', '{ m }', { path: 'query' })),
      ),
      replies: { a: ['{"data":{"query":{}}}'], b: ['{"data":{"n":1}}'], c: ['{"data":{"m":2}}'] },
    });
    expect(data).toEqual({ query: { n: 1, m: 2 } });
  });
});
