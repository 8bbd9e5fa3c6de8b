import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const users = subgraph(
  `
  type Query { user(id: ID! = "1"): User users: [User!]! version: Int! }
  type User @key(fields: "id") { id: ID! name: String! email(short: Boolean = false): String! boss: User }
`,
  {
    Query: {
      user: (_: unknown, { id }: { id: string }) => ({ id }),
      users: () => [{ id: '1' }, { id: '2' }],
      version: () => 3,
    },
    User: {
      __resolveReference: async ({ id }: { id: string }) => ({ id }),
      name: ({ id }: { id: string }) => `User ${id}`,
      email: ({ id }: { id: string }, { short }: { short: boolean }) => (short ? id : `${id}@mail`),
      boss: ({ id }: { id: string }) => (id === '1' ? { id: '2' } : null),
    },
  },
);
const posts = subgraph(
  `
  type User @key(fields: "id") { id: ID! posts(first: Int = 2): [Post!]! karma: Int! }
  type Post @key(fields: "id") { id: ID! title: String! author: User! }
`,
  {
    User: {
      posts: ({ id }: { id: string }, { first }: { first: number }) =>
        Array.from({ length: first }, (_, n) => ({
          id: `${id}${n}`,
          title: `Post ${id}${n}`,
          author: { id },
        })),
      karma: ({ id }: { id: string }) => Number(id) * 10,
    },
  },
);

/** Response names that differ from field names. */
export const aliases = defineBehaviour({
  title: 'an alias',
  subgraphs: { users, posts },
  cases: [
    {
      title: 'names root fields, objects, leaves, and fields of entities',
      query:
        '{ boss: user(id: "2") { label: name points: karma } me: user { label: name writings: posts(first: 1) { heading: title by: author { called: name } } } }',
      data: {
        boss: { label: 'User 2', points: 20 },
        me: { label: 'User 1', writings: [{ heading: 'Post 10', by: { called: 'User 1' } }] },
      },
    },
    {
      title: 'keeps one field with several lists of arguments apart, in both subgraphs',
      query:
        '{ user { short: email(short: true) email one: posts(first: 1) { id } posts { id } none: posts(first: 0) { id } } }',
      data: {
        user: {
          short: '1',
          email: '1@mail',
          one: [{ id: '10' }],
          posts: [{ id: '10' }, { id: '11' }],
          none: [],
        },
      },
    },
    {
      title: 'renames the key, which the other subgraph gets all the same',
      query: '{ users { number: id karma } }',
      data: {
        users: [
          { number: '1', karma: 10 },
          { number: '2', karma: 20 },
        ],
      },
    },
    {
      title: 'names a field like the type, by which the answer is put together all the same',
      apolloGateway: 'it takes the alias for the type',
      query:
        '{ users { __typename: name karma posts(first: 1) { __typename: title author { __typename } } } }',
      data: {
        users: [
          {
            __typename: 'User 1',
            karma: 10,
            posts: [{ __typename: 'Post 10', author: { __typename: 'User' } }],
          },
          {
            __typename: 'User 2',
            karma: 20,
            posts: [{ __typename: 'Post 20', author: { __typename: 'User' } }],
          },
        ],
      },
    },
    {
      title: 'names a field like the key, which the other subgraph gets all the same',
      query: '{ users { id: name karma } }',
      apolloGateway:
        'its planner lets the alias take the place of the key in the answer of the first subgraph',
      data: {
        users: [
          { id: 'User 1', karma: 10 },
          { id: 'User 2', karma: 20 },
        ],
      },
    },
    {
      title: 'names a field of the second subgraph like the key',
      query: '{ users { id: karma name } }',
      data: {
        users: [
          { id: 10, name: 'User 1' },
          { id: 20, name: 'User 2' },
        ],
      },
    },
    {
      title: 'swaps two fields',
      query: '{ user { name: email email: name karma: id } }',
      data: { user: { name: '1@mail', email: 'User 1', karma: '1' } },
    },
    {
      title: 'names the type name, beside the type name itself or without it',
      query: '{ a: __typename user { type: __typename karma } users { __typename kind: __typename id } }',
      data: {
        a: 'Query',
        user: { type: 'User', karma: 10 },
        users: [
          { __typename: 'User', kind: 'User', id: '1' },
          { __typename: 'User', kind: 'User', id: '2' },
        ],
      },
    },
    {
      title: 'may look like a name of the federation protocol',
      query: '{ _entities: user { _service: name karma } representations: version }',
      data: { _entities: { _service: 'User 1', karma: 10 }, representations: 3 },
    },
    {
      title: 'may be called like a member of every object',
      query:
        '{ constructor: user { toString: name hasOwnProperty: karma valueOf: boss { prototype: name } } }',
      data: { constructor: { toString: 'User 1', hasOwnProperty: 10, valueOf: { prototype: 'User 2' } } },
    },
    {
      title: 'names the same entity twice with different fields',
      query:
        '{ a: user { karma } b: user { name c: boss { karma } } d: user { posts(first: 1) { author { e: boss { name } } } } }',
      data: {
        a: { karma: 10 },
        b: { name: 'User 1', c: { karma: 20 } },
        d: { posts: [{ author: { e: { name: 'User 2' } } }] },
      },
    },
    {
      title: 'names one object twice on one level, each with other fields of other subgraphs',
      query: '{ user { x: boss { name } y: boss { karma } boss { id karma name } } }',
      data: {
        user: { x: { name: 'User 2' }, y: { karma: 20 }, boss: { id: '2', karma: 20, name: 'User 2' } },
      },
    },
  ],
});
