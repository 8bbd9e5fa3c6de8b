import { describe, expect, it } from 'vitest';
import type { DataRewrite } from '../planner/query-plan.js';
import type { TestBatch } from '../testing/test-plan.js';
import { entityFetch, parallel, rootFetch, sequence } from '../testing/test-plan.js';
import type { TestReply } from '../testing/execute-test-plan.js';
import { executeTestPlan } from '../testing/execute-test-plan.js';

const SCHEMA = `
  scalar _Any
  scalar JSON
  union _Entity = User
  type Query { users: [User] user: User }
  type User { id: ID! name: String rank: Int address: Address tags: [Tag] json: JSON friend: User }
  type Address { street: String city: String zip: String }
  type Tag { a: Int b: Int }
`;

const USERS = '{"data":{"users":[{"__typename":"User","id":"1"},{"__typename":"User","id":"2"}]}}';

/** The answer when subgraph b answers the request for the names of two users so. */
async function answerWhen(reply: TestReply, batch: Partial<TestBatch> = {}) {
  const { data, errors } = await executeTestPlan({
    schema: SCHEMA,
    query: '{ users { id name } }',
    node: sequence(
      rootFetch('a', '{ users { __typename id } }'),
      entityFetch('b', { at: 'users.@', select: '... on User { name }', ...batch }),
    ),
    replies: { a: [USERS], b: [reply] },
  });
  const { users } = data as { readonly users: readonly { readonly id: string; readonly name: unknown }[] };
  expect(users.map(({ id }) => id)).toEqual(['1', '2']);
  return { names: users.map(({ name }) => name), errors };
}

const NAMES = [
  ['users', 0, 'name'],
  ['users', 1, 'name'],
];

describe('the entities of a reply', () => {
  it('belong to the objects in their order, and null to those that were not found', async () => {
    expect(await answerWhen('{"data":{"_entities":[null,{"name":"Ben"}]}}')).toEqual({
      names: [null, 'Ben'],
      errors: [],
    });
  });

  it.each([
    ['no entities', '{"data":{}}', 'answered no entities'],
    ['null for them', '{"data":{"_entities":null}}', 'answered no entities'],
    ['no data', '{"data":null}', 'answered no entities'],
    [
      'an object for the list',
      '{"data":{"_entities":{"0":{"name":"x"}}}}',
      'did not answer one entity for each of 2 representations',
    ],
    [
      'a text for the list',
      '{"data":{"_entities":"ab"}}',
      'did not answer one entity for each of 2 representations',
    ],
    [
      'too few',
      '{"data":{"_entities":[{"name":"x"}]}}',
      'did not answer one entity for each of 2 representations',
    ],
    [
      'too many',
      '{"data":{"_entities":[{"name":"x"},null,null]}}',
      'did not answer one entity for each of 2 representations',
    ],
  ])('count for nothing when there are %s: one error for each object says so', async (_what, reply, told) => {
    const { names, errors } = await answerWhen(reply);
    expect(names).toEqual([null, null]);
    expect(errors).toEqual(
      NAMES.map((path) => ({ message: `Subgraph "b" ${told}.`, path: path.slice(0, 2) })),
    );
  });

  it('that are no objects are null, with an error for each', async () => {
    for (const entity of ['7', '"x"', 'true', '[{"name":"x"}]']) {
      expect(await answerWhen(`{"data":{"_entities":[${entity},{"name":"Ben"}]}}`)).toEqual({
        names: [null, 'Ben'],
        errors: [{ message: 'Subgraph "b" answered an entity that is no object.', path: ['users', 0] }],
      });
    }
  });

  it('that are missing need no error of their own beside one of the subgraph', async () => {
    for (const data of ['null', '{}', '{"_entities":null}']) {
      const { names, errors } = await answerWhen(`{"data":${data},"errors":[{"message":"Not today."}]}`);
      expect(names).toEqual([null, null]);
      expect(new Set(errors.map(({ message }) => message))).toEqual(new Set(['Not today.']));
    }
  });

  it('are not taken from what every object inherits', async () => {
    const { names } = await answerWhen(
      '{"data":{"_entities":[{"__proto__":{"name":"x"}},{"constructor":{}}]}}',
    );
    expect(names).toEqual([null, null]);
  });

  it('cost nothing else when the request fails', async () => {
    expect(await answerWhen(new Error('No route.'))).toEqual({
      names: [null, null],
      errors: NAMES.map((path) => ({ message: 'No route.', path: path.slice(0, 2) })),
    });
  });

  it('may have keys that look like the engine’s own', async () => {
    const looks = '"$_0":5,"$0":5,"$":{"x":1},"$m0":5';
    const { names, errors } = await answerWhen(
      `{"data":{"_entities":[{"name":"Ann",${looks}},{${looks},"name":"Ben"}],${looks}}}`,
    );
    expect({ names, errors }).toEqual({ names: ['Ann', 'Ben'], errors: [] });
  });

  it('get the values that output rewrites set', async () => {
    const setName: DataRewrite = { kind: 'setValue', path: [{ kind: 'key', name: 'name' }], value: 'set' };
    const { names } = await answerWhen('{"data":{"_entities":[{"name":"x"},null]}}', {
      outputRewrites: [setName],
    });
    expect(names).toEqual(['set', null]);
  });

  it('are read under the keys that output rewrites rename', async () => {
    const { names } = await answerWhen('{"data":{"_entities":[{"n":"Ann"},{"n":null}]}}', {
      select: '... on User { n: name }',
      outputRewrites: [{ kind: 'renameKey', path: [{ kind: 'key', name: 'n' }], name: 'name' }],
    });
    expect(names).toEqual(['Ann', null]);
  });
});

describe('the data of root fields', () => {
  const answer = async (reply: TestReply) => {
    const { data, errors } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ user { id } users { id } }',
      node: rootFetch('a', '{ user { id } users { id } }'),
      replies: { a: [reply] },
    });
    return { data, errors };
  };
  const NOTHING = { user: null, users: null };
  const everyField = (message: string) => [
    { message, path: ['user'] },
    { message, path: ['users'] },
  ];

  it('that is null without an error is an error at each field', async () => {
    expect(await answer('{"data":null}')).toEqual({
      data: NOTHING,
      errors: everyField('Subgraph "a" answered neither data nor errors.'),
    });
  });

  it('that did not come is an error at each field', async () => {
    expect(await answer(new Error('No route.'))).toEqual({ data: NOTHING, errors: everyField('No route.') });
    for (const reply of [
      '[]',
      '7',
      'null',
      '{}',
      '{"data":7}',
      '{"data":[]}',
      '{"errors":{}}',
      'no JSON',
      '',
    ]) {
      const { data, errors } = await answer(reply);
      expect([reply, data]).toEqual([reply, NOTHING]);
      expect(errors.map(({ path }) => path)).toEqual([['user'], ['users']]);
      expect(errors[0]?.message).toContain('Subgraph "a" answered ');
    }
  });

  it('may have fields that nobody asked for', async () => {
    expect(
      await answer('{"data":{"user":{"id":"1","$_0":0,"x":{}},"users":[],"$_0":3,"__proto__":{"users":7}}}'),
    ).toEqual({
      data: { user: { id: '1' }, users: [] },
      errors: [],
    });
  });
});

describe('objects that come in parts', () => {
  const one = (more: string) => `{"__typename":"User","id":"1"${more}}`;

  it('are put together, whichever part comes first', async () => {
    const { data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ user { address { street city zip } tags { a b } } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id address { street } tags { a } } }'),
        parallel(
          entityFetch('b', { at: 'user', select: '... on User { address { city } tags { b } }' }),
          entityFetch('c', { at: 'user', select: '... on User { address { zip } }' }),
        ),
      ),
      replies: {
        a: [`{"data":{"user":${one(',"address":{"street":"s"},"tags":[{"a":1},null]')}}}`],
        b: ['{"data":{"_entities":[{"address":{"city":"c"},"tags":[{"b":2},{"b":3}]}]}}'],
        c: ['{"data":{"_entities":[{"address":{"zip":"z"}}]}}'],
      },
    });
    expect(data).toEqual({
      user: {
        address: { street: 's', city: 'c', zip: 'z' },
        tags: [
          { a: 1, b: 2 },
          { a: null, b: 3 },
        ],
      },
    });
  });

  it('are put together where no object had a part before', async () => {
    const { data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ users { address { street city } } }',
      node: sequence(
        rootFetch('a', '{ users { __typename id } }'),
        parallel(
          entityFetch('b', { at: 'users.@', select: '... on User { address { street } }' }),
          entityFetch('c', { at: 'users.@', select: '... on User { address { city } }' }),
        ),
      ),
      replies: {
        a: [USERS],
        b: ['{"data":{"_entities":[{"address":{"street":"s1"}},{"address":null}]}}'],
        c: ['{"data":{"_entities":[{"address":{"city":"c1"}},{"address":{"city":"c2"}}]}}'],
      },
    });
    expect(data).toEqual({
      users: [{ address: { street: 's1', city: 'c1' } }, { address: { street: null, city: 'c2' } }],
    });
  });

  it('do not change an entity that other places share', async () => {
    const { data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ user { address { street city } friend { address { street city } } } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id address { street } friend { __typename id } } }'),
        entityFetch('b', { at: ['user', 'user.friend'], select: '... on User { address { city } }' }),
      ),
      replies: {
        a: [`{"data":{"user":${one(`,"address":{"street":"s"},"friend":${one('')}`)}}}`],
        b: ['{"data":{"_entities":[{"address":{"city":"c"}}]}}'],
      },
    });
    expect(data).toEqual({
      user: { address: { street: 's', city: 'c' }, friend: { address: { street: null, city: 'c' } } },
    });
  });

  it('can be completed by a later fetch', async () => {
    const { data, sent } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ user { friend { name rank } } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id friend { name } } }'),
        entityFetch('b', { at: 'user', select: '... on User { friend { __typename id } }' }),
        entityFetch('c', { at: 'user.friend', select: '... on User { rank }' }),
      ),
      replies: {
        a: [`{"data":{"user":${one(',"friend":{"name":"Ben"}')}}}`],
        b: ['{"data":{"_entities":[{"friend":{"__typename":"User","id":"2"}}]}}'],
        c: ['{"data":{"_entities":[{"rank":9}]}}'],
      },
    });
    expect(sent[2]?.variables).toBe('{"representations":[{"__typename":"User","id":"2"}]}');
    expect(data).toEqual({ user: { friend: { name: 'Ben', rank: 9 } } });
  });
});
