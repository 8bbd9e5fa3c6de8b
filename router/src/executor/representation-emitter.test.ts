import { describe, expect, it } from 'vitest';
import type { DataRewrite } from '../planner/query-plan.js';
import type { TestBatch } from '../testing/test-plan.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';
import type { TestReply } from '../testing/execute-test-plan.js';
import { executeTestPlan } from '../testing/execute-test-plan.js';

const SCHEMA = `
  scalar _Any
  scalar JSON
  union _Entity = User | Book | Film
  interface Media { id: ID! }
  type Query { users: [User] media: [Media] }
  type User { id: ID! pos: Position tags: [String] rows: [[Cell]] json: JSON score: Float owner: User tag: String name: String extra: Int kind: Media }
  type Position { x: Int y: Int inner: Position }
  type Cell { v: Int }
  type Book implements Media { id: ID! isbn: String title: String }
  type Film implements Media { id: ID! length: Int title: String }
`;

/** What is sent for users that one subgraph answers so. */
async function represented(
  users: string,
  batch: Partial<TestBatch> & { readonly requires: string },
  selected = 'id pos { x y inner { x } } tags rows { v } json score owner { __typename id } tag',
): Promise<string | undefined> {
  const { sent, errors } = await executeTestPlan({
    schema: SCHEMA,
    query: '{ users { name } }',
    node: sequence(
      rootFetch('a', `{ users { __typename ${selected} } }`),
      entityFetch('b', { at: 'users.@', select: '... on User { name }', ...batch }),
    ),
    replies: { a: [`{"data":{"users":${users}}}`], b: [new Error('Enough is known.')] },
  });
  if (sent.length > 1) expect(errors.length).toBeGreaterThan(0);
  return sent[1]?.variables?.replace(/^\{"representations":(.*)\}$/s, '$1');
}

describe('a representation', () => {
  it('holds what is required, in the order in which it is required', async () => {
    const users = '[{"tag":"t","id":"1","__typename":"User","score":5}]';
    expect(await represented(users, { requires: '__typename id tag' })).toBe(
      '[{"__typename":"User","id":"1","tag":"t"}]',
    );
    expect(await represented(users, { requires: '__typename tag id' })).toBe(
      '[{"__typename":"User","tag":"t","id":"1"}]',
    );
  });

  it('holds objects, objects inside and lists of lists', async () => {
    expect(
      await represented(
        '[{"__typename":"User","pos":{"y":2,"x":1,"inner":{"x":3}},"rows":[[{"v":1},null],null,[]],"tags":["a",null]}]',
        { requires: '__typename pos { x inner { x } } rows { v } tags' },
      ),
    ).toBe(
      '[{"__typename":"User","pos":{"x":1,"inner":{"x":3}},"rows":[[{"v":1},null],null,[]],"tags":["a",null]}]',
    );
  });

  it('says null where the other subgraph said null', async () => {
    expect(
      await represented('[{"__typename":"User","id":null,"pos":null,"tags":null}]', {
        requires: '__typename id pos { x } tags',
      }),
    ).toBe('[{"__typename":"User","id":null,"pos":null,"tags":null}]');
  });

  it('leaves out what the other subgraph left out', async () => {
    expect(
      await represented(
        '[{"__typename":"User","id":"1"},{"__typename":"User","id":"2","pos":{"y":1,"inner":null}}]',
        {
          requires: '__typename id pos { x inner { x } }',
        },
      ),
    ).toBe('[{"__typename":"User","id":"1"},{"__typename":"User","id":"2","pos":{"inner":null}}]');
  });

  it.each([
    ['without a type', '{"id":"1","pos":{"x":1}}'],
    ['with nothing but a type', '{"__typename":"User","tag":"t"}'],
    ['with a leaf for an object', '{"__typename":"User","id":"1","pos":7}'],
  ])('is not made of an object %s', async (_what, user) => {
    const requires = '__typename id pos { x }';
    expect(await represented(`[${user}]`, { requires })).toBeUndefined();
    expect(await represented(`[${user},{"__typename":"User","id":"2","pos":{"x":2}}]`, { requires })).toBe(
      '[{"__typename":"User","id":"2","pos":{"x":2}}]',
    );
  });

  it('is not made of an object that lost a required field, since that would be taken for null', async () => {
    const sentWhen = async (reply: TestReply) => {
      const { sent } = await executeTestPlan({
        schema: SCHEMA,
        query: '{ users { id } }',
        node: sequence(
          rootFetch('a', '{ users { __typename id } }'),
          entityFetch('b', { at: 'users.@', select: '... on User { tag }' }),
          entityFetch('c', { at: 'users.@', requires: '__typename id tag', select: '... on User { name }' }),
        ),
        replies: {
          a: ['{"data":{"users":[{"__typename":"User","id":"1"},{"__typename":"User","id":"2"}]}}'],
          b: [reply],
          c: [new Error('Enough is known.')],
        },
      });
      return sent[2]?.variables;
    };
    expect(await sentWhen('{"data":{"_entities":[null,{"tag":null}]}}')).toBe(
      '{"representations":[{"__typename":"User","id":"2","tag":null}]}',
    );
    expect(await sentWhen(new Error('No route.'))).toBeUndefined();
    expect(await sentWhen('{"data":{"_entities":[{},{"tag":"t"}]}}')).toBe(
      '{"representations":[{"__typename":"User","id":"1"},{"__typename":"User","id":"2","tag":"t"}]}',
    );
  });

  it.each(['12345678901234567890', '1.0', '-0', '0.10', '1e3', '-7', '0.5', '123456789012345'])(
    'keeps the number %s',
    async (number) => {
      const user = `{"__typename":"User","score":${number},"json":{"n":[${number}]}}`;
      expect(await represented(`[${user}]`, { requires: '__typename score json' })).toBe(`[${user}]`);
    },
  );

  it('quotes texts as JSON does', async () => {
    for (const text of ['"', '\\', '\n', 'é', '😀', '\ud83d', '\u2028', '', `long ${'x'.repeat(60)}"`]) {
      const id = JSON.stringify(text);
      expect(await represented(`[{"__typename":"User","id":${id}}]`, { requires: '__typename id' })).toBe(
        `[{"__typename":"User","id":${id}}]`,
      );
    }
  });

  it('has a field under its name, wherever an alias put it', async () => {
    const users = '[{"__typename":"User","_alias":"t","tag":"1"}]';
    expect(await represented(users, { requires: '__typename _alias: tag' }, '_alias: tag tag: id')).toBe(
      '[{"__typename":"User","tag":"t"}]',
    );
  });

  it('is sent once for objects that are alike', async () => {
    const user = (id: number) => `{"__typename":"User","id":"${id}"}`;
    expect(await represented(`[${[1, 2, 1, 2, 3].map(user).join(',')}]`, { requires: '__typename id' })).toBe(
      `[${[1, 2, 3].map(user).join(',')}]`,
    );
  });
});

describe('a field of several fetches', () => {
  it('is taken from the one that knows it', async () => {
    const { sent } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ users { id } }',
      node: sequence(
        rootFetch('a', '{ users { __typename id } }'),
        entityFetch('b', { at: 'users.@', select: '... on User { tag pos { x } }' }),
        entityFetch('c', { at: 'users.@', select: '... on User { tag pos { y } }' }),
        entityFetch('d', {
          at: 'users.@',
          requires: '__typename id tag pos { x y }',
          select: '... on User { name }',
        }),
      ),
      replies: {
        a: ['{"data":{"users":[{"__typename":"User","id":"1"},{"__typename":"User","id":"2"}]}}'],
        b: ['{"data":{"_entities":[{"tag":"b1","pos":{"x":1}},{"tag":null,"pos":{"x":2}}]}}'],
        c: ['{"data":{"_entities":[{"tag":"c1","pos":{"y":3}},{"tag":"c2","pos":{"y":4}}]}}'],
        d: ['{"data":{"_entities":[null,null]}}'],
      },
    });
    expect(sent[3]?.variables).toBe(
      '{"representations":[{"__typename":"User","id":"1","tag":"b1","pos":{"x":1,"y":3}},{"__typename":"User","id":"2","tag":"c2","pos":{"x":2,"y":4}}]}',
    );
  });
});

describe('a rewrite of __typename', () => {
  const set = (value: string, ...types: string[]): DataRewrite => ({
    kind: 'setValue',
    path: [
      ...(types.length === 0 ? [] : [{ kind: 'type', types } as const]),
      { kind: 'key', name: '__typename' },
    ],
    value,
  });
  const users = '[{"__typename":"User","id":"1"}]';
  const requires = '__typename id';

  it('replaces the type', async () => {
    expect(await represented(users, { requires, inputRewrites: [set('Media')] })).toBe(
      '[{"__typename":"Media","id":"1"}]',
    );
  });

  it('does so only for objects of its types', async () => {
    const rewritten = (...types: string[]) =>
      represented(users, { requires, inputRewrites: [set('Media', ...types)] });
    expect(await rewritten('User')).toBe('[{"__typename":"Media","id":"1"}]');
    expect(await rewritten('Book')).toBe(users);
    expect(await rewritten('Book', 'User')).toBe('[{"__typename":"Media","id":"1"}]');
  });
});

it('any other rewrite changes the representation before it is compared with others', async () => {
  const path = [{ kind: 'key', name: 'tag' } as const];
  expect(
    await represented('[{"__typename":"User","tag":"a"},{"__typename":"User","tag":"b"}]', {
      requires: '__typename tag',
      inputRewrites: [
        { kind: 'setValue', path, value: 7 },
        { kind: 'renameKey', path, name: 'label' },
      ],
    }),
  ).toBe('[{"__typename":"User","label":7}]');
});

describe('fragments', () => {
  const media = async (items: string, requires: string, at = 'media.@') => {
    const { sent } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ media { id } }',
      node: sequence(
        rootFetch('a', '{ media { __typename id ... on Book { isbn } ... on Film { length } } }'),
        entityFetch('b', { at, requires, select: '... on Book { title } ... on Film { title }' }),
      ),
      replies: { a: [`{"data":{"media":${items}}}`], b: [new Error('Enough is known.')] },
    });
    return sent[1]?.variables?.replace(/^\{"representations":(.*)\}$/s, '$1');
  };
  const BOTH =
    '[{"__typename":"Book","id":"1","isbn":"i"},{"__typename":"Film","id":"2","length":9},{"__typename":"Song","id":"3"}]';

  it('give each type what is required of it, and leave out other types', async () => {
    expect(await media(BOTH, '... on Film { __typename length } ... on Book { __typename isbn id }')).toBe(
      '[{"__typename":"Book","isbn":"i","id":"1"},{"__typename":"Film","length":9}]',
    );
    expect(await media(BOTH, '... on Film { __typename id }')).toBe('[{"__typename":"Film","id":"2"}]');
  });

  it('on an interface apply to its types, beside fragments on those', async () => {
    expect(await media(BOTH, '... on Media { __typename id } ... on Book { __typename isbn }')).toBe(
      '[{"__typename":"Book","id":"1","isbn":"i"},{"__typename":"Film","id":"2"}]',
    );
  });

  it('on one type are put together', async () => {
    expect(await media(BOTH, '... on Book { __typename id } ... on Book { isbn }')).toBe(
      '[{"__typename":"Book","id":"1","isbn":"i"}]',
    );
  });

  it('apply to what a path’s type lets through', async () => {
    const requires = '... on Film { __typename id } ... on Book { __typename id }';
    expect(await media(BOTH, requires, 'media.@|Book')).toBe('[{"__typename":"Book","id":"1"}]');
  });

  it('of an object inside take nothing from other types', async () => {
    expect(
      await represented(
        '[{"__typename":"User","kind":{"__typename":"Book","id":"1"}},{"__typename":"User","kind":{"__typename":"Film","id":"2"}}]',
        { requires: '__typename kind { ... on Book { __typename id } }' },
        'kind { __typename id }',
      ),
    ).toBe('[{"__typename":"User","kind":{"__typename":"Book","id":"1"}},{"__typename":"User","kind":{}}]');
  });

  it('is made for every type of an interface, also where one type has a fragment of its own', async () => {
    const { sent } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ media { id } }',
      node: sequence(
        rootFetch('a', '{ media { __typename id ... on Book { isbn } } }'),
        entityFetch('b', {
          at: 'media.@',
          select: '... on Book { title } ... on Film { title }',
          requires: '... on Book { __typename id isbn } ... on Media { __typename id }',
        }),
      ),
      replies: {
        a: ['{"data":{"media":[{"__typename":"Book","id":"1","isbn":"i"},{"__typename":"Film","id":"2"}]}}'],
        b: [new Error('Enough is known.')],
      },
    });
    expect(sent[1]?.variables).toBe(
      '{"representations":[{"__typename":"Book","id":"1","isbn":"i"},{"__typename":"Film","id":"2"}]}',
    );
  });
});
