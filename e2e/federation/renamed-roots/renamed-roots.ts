import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  schema { query: MyQuery mutation: Writes }
  type MyQuery { users: [User!]! shared: Int @shareable self: MyQuery }
  type Writes { rename(name: String!): User! }
  type User @key(fields: "id") { id: ID! name: String! }
`,
  {
    MyQuery: { users: () => [{ id: '1', name: 'Ann' }], shared: () => 1, self: () => ({}) },
    Writes: { rename: (_: unknown, { name }: { name: string }) => ({ id: '1', name }) },
  },
);
const b = subgraph(
  `
  schema { query: RootQuery mutation: RootMutation }
  type RootQuery { count: Int! shared: Int @shareable }
  type RootMutation { bump: Int! result: Result! }
  type Result { root: RootQuery! }
  type User @key(fields: "id") { id: ID! karma: Int! }
`,
  {
    RootQuery: { count: () => 7, shared: () => 1 },
    RootMutation: { bump: () => 8, result: () => ({ root: {} }) },
    User: { karma: ({ id }: { id: string }) => Number(id) },
  },
);
const c = subgraph('extend type Query { plain: String }', { Query: { plain: () => 'p' } });

/** Subgraphs that call their root types otherwise. */
export const renamedRoots = defineBehaviour({
  title: 'root types of other names',
  subgraphs: { a, b, c },
  cases: [
    {
      title: 'are merged into Query',
      query: '{ users { name karma } count shared plain __typename }',
      data: { users: [{ name: 'Ann', karma: 1 }], count: 7, shared: 1, plain: 'p', __typename: 'Query' },
    },
    {
      title: 'are merged into Mutation',
      query: 'mutation { __typename rename(name: "Bea") { name karma __typename } bump }',
      data: { __typename: 'Mutation', rename: { name: 'Bea', karma: 1, __typename: 'User' }, bump: 8 },
    },
    {
      title: 'are called Query in fragments',
      query: '{ ...q } fragment q on Query { count self { users { id } } }',
      data: { count: 7, self: { users: [{ id: '1' }] } },
    },
    {
      title: 'are not known by their names in subgraphs',
      query: '{ ... on MyQuery { count } }',
      errors: [{ message: /MyQuery/ }],
    },
    {
      title: 'are called Query where a field leads to them',
      apolloGateway: 'it sends a fragment on Query to a subgraph that calls that type otherwise',
      query: '{ self { __typename count } }',
      data: { self: { __typename: 'Query', count: 7 } },
    },
    {
      title: 'are called Query where the payload of a mutation leads to them',
      apolloGateway: 'it sends a fragment on Query to a subgraph that calls that type otherwise',
      query: 'mutation { result { root { __typename count users { karma } } } }',
      data: { result: { root: { __typename: 'Query', count: 7, users: [{ karma: 1 }] } } },
    },
    {
      title: 'are Query and Mutation in introspection',
      query:
        '{ __schema { queryType { name } mutationType { name } } old: __type(name: "MyQuery") { name } }',
      data: { __schema: { queryType: { name: 'Query' }, mutationType: { name: 'Mutation' } }, old: null },
    },
  ],
});
