import { describe, expect, it } from 'vitest';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import { createSeparateAliases } from '../planner/separate-aliases.js';
import { executeTestPlan } from '../testing/execute-test-plan.js';

const SCHEMA = `
  scalar _Any
  union _Entity = User
  type Query { users: [User] grid: [[User]] user: User query: Query n: Int }
  type User { id: ID! name: String friend: User friends: [User] address: Address }
  type Address { city: String }
`;

const user = (id: number | string, more = '') => `{"__typename":"User","id":"${id}"${more}}`;
const usersReply = (ids: readonly (number | string)[]) =>
  `{"data":{"users":[${ids.map((id) => user(id)).join(',')}]}}`;

/** Errors of an entity fetch for the names of users with these ids. */
async function errorsFor(ids: readonly (number | string)[], errors: string, entities?: string) {
  const distinct = new Set(ids).size;
  const result = await executeTestPlan({
    schema: SCHEMA,
    query: '{ users { name address { city } } }',
    node: sequence(
      rootFetch('a', '{ users { __typename id } }'),
      entityFetch('b', { at: 'users.@', select: '... on User { name address { city } }' }),
    ),
    replies: {
      a: [usersReply(ids)],
      b: [
        `{"data":{"_entities":${entities ?? JSON.stringify(new Array(distinct).fill(null))}},"errors":${errors}}`,
      ],
    },
  });
  return result.errors;
}

describe('an error about an entity', () => {
  it('has the path of the object that it belongs to', async () => {
    expect(await errorsFor([1, 2], '[{"message":"x","path":["_entities",1,"name"]}]')).toEqual([
      { message: 'x', path: ['users', 1, 'name'] },
    ]);
    expect(await errorsFor([1, 2], '[{"message":"x","path":["_entities",0]}]')).toEqual([
      { message: 'x', path: ['users', 0] },
    ]);
    expect(await errorsFor([1], '[{"message":"x","path":["_entities",0,"address","city"]}]')).toEqual([
      { message: 'x', path: ['users', 0, 'address', 'city'] },
    ]);
  });

  it('is told for each place where the entity stands', async () => {
    expect(await errorsFor([1, 2, 1], '[{"message":"x","path":["_entities",0,"name"]}]')).toEqual([
      { message: 'x', path: ['users', 0, 'name'] },
      { message: 'x', path: ['users', 2, 'name'] },
    ]);
  });

  it('is told a hundred times, and once for the list when there are more', async () => {
    const error = '[{"message":"x","path":["_entities",0,"name"]}]';
    const hundred = Array.from({ length: 100 }, () => 1);
    expect((await errorsFor(hundred, error)).map(({ path }) => path)).toEqual(
      hundred.map((_, index) => ['users', index, 'name']),
    );
    expect(await errorsFor([...hundred, 1], error)).toEqual([{ message: 'x', path: ['users'] }]);
    expect(await errorsFor([...hundred, 1, 2], '[{"message":"y","path":["_entities",1,"name"]}]')).toEqual([
      { message: 'y', path: ['users', 101, 'name'] },
    ]);
  });

  it.each([
    ['without a path', '{"message":"x"}'],
    ['with an empty path', '{"message":"x","path":[]}'],
    ['with the path of the list', '{"message":"x","path":["_entities"]}'],
    ['with a path that is none', '{"message":"x","path":"_entities"}'],
    ['with objects in its path', '{"message":"x","path":["_entities",{"a":1}]}'],
    ['with the path of something else', '{"message":"x","path":["other",0]}'],
  ])('%s is about all of them', async (_what, error) => {
    expect(await errorsFor([1, 2], `[${error}]`)).toEqual([
      { message: 'x', path: ['users', 0] },
      { message: 'x', path: ['users', 1] },
    ]);
  });

  it.each(['7', '-1', '0.5', '"0"'])(
    'whose place is %s stays with the list, or with all objects',
    async (place) => {
      const errors = await errorsFor([1], `[{"message":"x","path":["_entities",${place},"name"]}]`);
      expect(errors).toHaveLength(1);
      expect([['users'], ['users', 0]]).toContainEqual(errors[0]?.path);
    },
  );

  it('is found in lists of lists and below other entities', async () => {
    const { errors } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ grid { friends { name } } }',
      node: sequence(
        rootFetch('a', '{ grid { __typename id } }'),
        entityFetch('b', { at: 'grid.@.@', select: '... on User { friends { __typename id } }' }),
        entityFetch('c', { at: 'grid.@.@.friends.@', select: '... on User { name }' }),
      ),
      replies: {
        a: [`{"data":{"grid":[null,[${user(1)}],[null,${user(2)}]]}}`],
        b: [`{"data":{"_entities":[{"friends":[${user(3)}]},{"friends":[null,${user(3)}]}]}}`],
        c: ['{"data":{"_entities":[null]},"errors":[{"message":"x","path":["_entities",0,"name"]}]}'],
      },
    });
    expect(errors.map(({ path }) => path)).toEqual([
      ['grid', 1, 0, 'friends', 0, 'name'],
      ['grid', 2, 1, 'friends', 1, 'name'],
    ]);
  });

  it('of one batch is not told for others, and one without a place for all', async () => {
    const { errors } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ user { name } users { name } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id } users { __typename id } }'),
        entityFetch(
          'b',
          { at: 'user', select: '... on User { name }' },
          { at: 'users.@', select: '... on User { name }' },
        ),
      ),
      replies: {
        a: [`{"data":{"user":${user(1)},"users":[${user(1)},${user(2)}]}}`],
        b: [
          `{"data":{"_e0":[null],"_e1":[null,null]},"errors":[
            {"message":"one","path":["_e1",1,"name"]},{"message":"all","path":["_e0"]},{"message":"none"}]}`,
        ],
      },
    });
    expect(errors.map(({ message, path }) => [message, path])).toEqual([
      ['all', ['user']],
      ['none', ['user']],
      ['one', ['users', 1, 'name']],
      ['none', ['users', 0]],
      ['none', ['users', 1]],
    ]);
  });
});

describe('an error about root fields', () => {
  const errorsOf = async (errors: string, query = '{ user { name } n }', operation = query) => {
    const result = await executeTestPlan({
      schema: SCHEMA,
      query,
      node: rootFetch('a', operation),
      replies: { a: [`{"data":{"user":null,"n":null},"errors":${errors}}`] },
    });
    return result.errors;
  };

  it('keeps its path', async () => {
    expect(await errorsOf('[{"message":"x","path":["user","name"]}]')).toEqual([
      { message: 'x', path: ['user', 'name'] },
    ]);
  });

  it('without a path, or with that of a field that is not asked for, is told for each field', async () => {
    for (const error of [
      '{"message":"x"}',
      '{"message":"x","path":["_entities",0]}',
      '{"message":"x","path":[0]}',
    ]) {
      expect((await errorsOf(`[${error}]`)).map(({ path }) => path)).toEqual([['user'], ['n']]);
    }
  });

  it('stands where the objects are whose fields they are', async () => {
    const { errors } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ query { n } }',
      node: sequence(rootFetch('a', '{ query { __typename } }'), rootFetch('b', '{ n }', { path: 'query' })),
      replies: {
        a: ['{"data":{"query":{"__typename":"Query"}}}'],
        b: ['{"data":{"n":null},"errors":[{"message":"x","path":["n"]}]}'],
      },
    });
    expect(errors).toEqual([{ message: 'x', path: ['query', 'n'] }]);
  });
});

describe('a path in the client’s words', () => {
  it('has the client’s alias for a key that was given for planning', async () => {
    const { planKey } = createSeparateAliases(testTypes(SCHEMA).relations.schema);
    const [userKey, idKey] = [planKey('user', 'users'), planKey('id', 'name')];
    const { errors, data } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ user: users { id: name } }',
      node: sequence(
        rootFetch('a', `{ ${userKey}: users { __typename id } }`),
        entityFetch('b', { at: `${userKey}.@`, select: `... on User { ${idKey}: name }` }),
      ),
      replies: {
        a: [`{"data":{"${userKey}":[${user(1)}]}}`],
        b: [
          `{"data":{"_entities":[{"${idKey}":null}]},"errors":[{"message":"x","path":["_entities",0,"${idKey}"]}]}`,
        ],
      },
    });
    expect(data).toEqual({ user: [{ id: null }] });
    expect(errors).toEqual([{ message: 'x', path: ['user', 0, 'id'] }]);
  });

  it('has the client’s key for one that the planner invented', async () => {
    const { errors } = await executeTestPlan({
      schema: SCHEMA,
      query: '{ user { name } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id } }'),
        entityFetch('b', {
          at: 'user',
          select: '... on User { name__alias_0: name }',
          outputRewrites: [
            {
              kind: 'renameKey',
              path: [
                { kind: 'type', types: ['User'] },
                { kind: 'key', name: 'name__alias_0' },
              ],
              name: 'name',
            },
          ],
        }),
      ),
      replies: {
        a: [`{"data":{"user":${user(1)}}}`],
        b: [
          '{"data":{"_entities":[{"name__alias_0":null}]},"errors":[{"message":"x","path":["_entities",0,"name__alias_0"]}]}',
        ],
      },
    });
    expect(errors).toEqual([{ message: 'x', path: ['user', 'name'] }]);
  });
});
