import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  type Query { user: User node: Node nodes: [Node!]! any: Any }
  type Mutation { save: User payload: Payload! }
  interface Node @key(fields: "id") { id: ID! }
  type User implements Node @key(fields: "id") { id: ID! home: Home }
  type Team implements Node @key(fields: "id") { id: ID! }
  type Home { city: String }
  type Payload { query: Query! user: User! }
  union Any = User | Home
`,
  {
    Query: {
      user: () => ({ id: '1', home: {} }),
      node: () => ({ __typename: 'Team', id: 't' }),
      nodes: () => [
        { __typename: 'User', id: '1' },
        { __typename: 'Team', id: 't' },
      ],
      any: () => ({ __typename: 'Home', city: 'Rome' }),
    },
    Mutation: { save: () => ({ id: '1' }), payload: () => ({ query: {}, user: { id: '1' } }) },
  },
);
const b = subgraph(
  `
  type Query { other: Int }
  type User @key(fields: "id") { id: ID! friend: User pet: Pet }
  interface Pet { name: String! }
  type Dog implements Pet { name: String! }
`,
  {
    Query: { other: () => 5 },
    User: { friend: () => ({ id: '2' }), pet: () => ({ __typename: 'Dog', name: 'Rex' }) },
  },
);

/** `__typename`, wherever it may be asked for. */
export const typename = defineBehaviour({
  title: '__typename',
  subgraphs: { a, b },
  cases: [
    {
      title: 'of the root needs no subgraph',
      query: '{ __typename }',
      data: { __typename: 'Query' },
      requests: { a: 0, b: 0 },
    },
    {
      title: 'of the root is given beside fields, twice and under an alias',
      query: '{ __typename other t: __typename ... { __typename } user { __typename } }',
      data: { __typename: 'Query', other: 5, t: 'Query', user: { __typename: 'User' } },
    },
    {
      title: 'of the root of mutations is Mutation',
      query: 'mutation { __typename save { __typename friend { __typename } } }',
      data: { __typename: 'Mutation', save: { __typename: 'User', friend: { __typename: 'User' } } },
    },
    {
      title: 'is the only field of an entity of another subgraph',
      query: '{ user { friend { __typename } } }',
      data: { user: { friend: { __typename: 'User' } } },
      requests: { a: 1, b: 1 },
    },
    {
      title: 'is the only field of a value type',
      query: '{ user { home { __typename } } }',
      data: { user: { home: { __typename: 'Home' } } },
    },
    {
      title: 'of an abstract type is that of the object',
      query:
        '{ node { __typename } nodes { __typename } any { __typename } user { pet { __typename name } } }',
      data: {
        node: { __typename: 'Team' },
        nodes: [{ __typename: 'User' }, { __typename: 'Team' }],
        any: { __typename: 'Home' },
        user: { pet: { __typename: 'Dog', name: 'Rex' } },
      },
    },
    {
      title: 'in a fragment is given where the fragment applies',
      query: '{ nodes { ... on Team { __typename } ... on User { t: __typename id } } }',
      data: { nodes: [{ t: 'User', id: '1' }, { __typename: 'Team' }] },
    },
    {
      title: 'does not show where nobody asked, though routers ask for it',
      query: '{ nodes { id ... on User { friend { id } } } }',
      data: { nodes: [{ id: '1', friend: { id: '2' } }, { id: 't' }] },
    },
    {
      title: 'of a query inside a mutation is Query, and its fields are of any subgraph',
      query:
        'mutation { payload { query { __typename other user { friend { id } } } user { pet { name } } } }',
      data: {
        payload: {
          query: { __typename: 'Query', other: 5, user: { friend: { id: '2' } } },
          user: { pet: { name: 'Rex' } },
        },
      },
    },
  ],
});
