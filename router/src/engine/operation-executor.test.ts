import { describe, expect, it } from 'vitest';
import { buildSchema, Kind, parse } from 'graphql';
import { compilePlan } from '../executor/compile-plan.js';
import type { FetchPort } from '../executor/fetch-port.js';
import { executeTestPlan } from '../testing/execute-test-plan.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import { OperationExecutor } from './operation-executor.js';

const SDL = `
  scalar _Any
  union _Entity = User
  type Query { n: Int m: Int user: User users: [User!] }
  type User { id: ID! name: String strict: Int! rank: Int }
`;

/** An executor for one operation, whose one fetch asks for all that any variant needs. */
function createExecutor(query: string, operation: string) {
  const { types } = testTypes(SDL);
  const document = parse(query);
  const definition = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return new OperationExecutor(
    { source: query, document, operation: definition },
    compilePlan({ node: rootFetch('a', operation) }, types),
    { schema: buildSchema(SDL), types, planKey: (key) => key, constants: null, queryPlan: { node: null } },
  );
}

const answering = (data: unknown): FetchPort => ({
  send: async () => ({ kind: 'result', httpStatus: 200, result: { data } }),
  reportedError: (_subgraph, error) => error,
  failure: (_subgraph, error) => ({ message: String(error) }),
});

const isAbandoned = () => false;

describe('the values of @skip and @include', () => {
  it('decide what is in the answer, each time anew', async () => {
    const executor = createExecutor(
      'query ($a: Boolean!, $b: Boolean!) { n @skip(if: $a) m @include(if: $b) user @include(if: $a) { id name @skip(if: $b) } }',
      '{ n m user { id name } }',
    );
    const run = async (a: boolean, b: boolean) => {
      const port = answering({ n: 1, m: 2, user: { id: '1', name: 'Ann' } });
      const { data, errors } = await executor.execute({ variables: { a, b }, port, isAbandoned });
      expect(errors).toEqual([]);
      return JSON.stringify(data);
    };
    for (let round = 0; round < 2; round++) {
      expect(await run(false, false)).toBe('{"n":1}');
      expect(await run(false, true)).toBe('{"n":1,"m":2}');
      expect(await run(true, false)).toBe('{"user":{"id":"1","name":"Ann"}}');
      expect(await run(true, true)).toBe('{"m":2,"user":{"id":"1"}}');
    }
  });

  it('may have more combinations than are kept', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const executor = createExecutor(
      `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { ${names.map((name) => `${name}: n @include(if: $${name})`).join(' ')} }`,
      `{ ${names.map((name) => `${name}: n`).join(' ')} }`,
    );
    const port = () => answering(Object.fromEntries(names.map((name) => [name, 1])));
    for (let round = 0; round < 2; round++) {
      for (let bits = 0; bits < 2 ** names.length; bits++) {
        const variables = Object.fromEntries(names.map((name, index) => [name, (bits & (1 << index)) !== 0]));
        const { data } = await executor.execute({ variables, port: port(), isAbandoned });
        expect(Object.keys(data ?? {})).toEqual(names.filter((name) => variables[name]));
      }
    }
  });
});

describe('an answer', () => {
  it('has introspection beside data, each in its place', async () => {
    const { data, errors } = await executeTestPlan({
      schema: SDL,
      query:
        'query ($t: String!) { __typename n t: __type(name: $t) { name } user { id __typename } __schema { queryType { name } } }',
      node: rootFetch('a', '{ n user { id } }'),
      replies: { a: [{ data: { n: 1, user: { id: 'x' } } }] },
      variables: { t: 'User' },
    });
    expect(JSON.stringify(data)).toBe(
      '{"__typename":"Query","n":1,"t":{"name":"User"},"user":{"id":"x","__typename":"User"},"__schema":{"queryType":{"name":"Query"}}}',
    );
    expect(errors).toEqual([]);
  });

  it('of an operation that needs no fetch is made without asking anybody', async () => {
    const { data, sent } = await executeTestPlan({
      schema: SDL,
      query: '{ a: __typename }',
      node: null,
      replies: {},
    });
    expect({ data, sent }).toEqual({ data: { a: 'Query' }, sent: [] });
  });

  it('has an error with a code for a value that the schema forbids', async () => {
    const { data, errors } = await executeTestPlan({
      schema: SDL,
      query: '{ n user { strict } }',
      node: rootFetch('a', '{ n user { strict } }'),
      replies: { a: [{ data: { n: 'x', user: { strict: null } } }] },
    });
    expect(data).toEqual({ n: null, user: null });
    expect(errors).toEqual([
      {
        message: 'Int cannot represent non-integer value: "x"',
        path: ['n'],
        extensions: { code: 'SUBREQUEST_INVALID_VALUE' },
      },
      {
        message: 'Cannot return null for non-nullable field User.strict.',
        path: ['user', 'strict'],
        extensions: { code: 'SUBREQUEST_INVALID_VALUE' },
      },
    ]);
  });

  it('does not explain again what a subgraph’s error explains', async () => {
    const { data, errors } = await executeTestPlan({
      schema: SDL,
      query: '{ users { strict rank } }',
      node: sequence(
        rootFetch('a', '{ users { __typename id } }'),
        entityFetch('b', { at: 'users.@', select: '... on User { strict rank }' }),
      ),
      replies: {
        a: [{ data: { users: [{ __typename: 'User', id: '1' }] } }],
        b: [
          {
            data: { _entities: [null] },
            errors: [{ message: 'No rank.', path: ['_entities', 0, 'strict'] }],
          },
        ],
      },
    });
    expect(data).toEqual({ users: null });
    expect(errors).toEqual([{ message: 'No rank.', path: ['users', 0, 'strict'] }]);
  });

  it('says of an entity that nobody found what is missing', async () => {
    const { data, errors } = await executeTestPlan({
      schema: SDL,
      query: '{ user { strict } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id } }'),
        entityFetch('b', { at: 'user', select: '... on User { strict }' }),
      ),
      replies: {
        a: [{ data: { user: { __typename: 'User', id: '1' } } }],
        b: [{ data: { _entities: [null] } }],
      },
    });
    expect(data).toEqual({ user: null });
    expect(errors).toMatchObject([
      { path: ['user', 'strict'], extensions: { code: 'SUBREQUEST_INVALID_VALUE' } },
    ]);
  });

  it('may have keys that every object inherits', async () => {
    const query = '{ __proto__: user { constructor: name toString: id } hasOwnProperty: n valueOf: m }';
    const { data, errors } = await executeTestPlan({
      schema: SDL,
      query,
      node: rootFetch('a', query),
      replies: { a: ['{"data":{"__proto__":{"constructor":"Ann","toString":"1"},"hasOwnProperty":1}}'] },
    });
    expect(JSON.stringify(data)).toBe(
      '{"__proto__":{"constructor":"Ann","toString":"1"},"hasOwnProperty":1,"valueOf":null}',
    );
    expect(errors).toEqual([]);
  });

  it('has what was found when a part failed, and the errors in the order in which they arose', async () => {
    const { data, errors } = await executeTestPlan({
      schema: SDL,
      query: '{ user { name rank } }',
      node: sequence(
        rootFetch('a', '{ user { __typename id } }'),
        entityFetch('b', { at: 'user', select: '... on User { name }' }),
        entityFetch('c', { at: 'user', select: '... on User { rank }' }),
      ),
      replies: {
        a: [
          {
            data: { user: { __typename: 'User', id: '1' } },
            errors: [{ message: 'first', path: ['user', 'id'] }],
          },
        ],
        b: [new Error('second')],
        c: [{ data: { _entities: [{ rank: 1 }] } }],
      },
    });
    expect(data).toEqual({ user: { name: null, rank: 1 } });
    expect(errors.map(({ message }) => message)).toEqual(['first', 'second']);
  });
});
