import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const strict = subgraph(
  `
  type Query { accounts: [Account!]! users: [User!]! @shareable first: User! @shareable echo(text: String!): String! @shareable }
  union Account = User | Admin
  type User @key(fields: "id") { id: ID! name: String! @shareable friends: [User!]! @shareable }
  type Admin @key(fields: "id") { id: ID! name: String! @shareable }
`,
  {
    Query: {
      accounts: () => [
        { __typename: 'User', id: 'u1', name: 'Ulla' },
        { __typename: 'Admin', id: 'a1', name: 'Ada' },
      ],
      users: () => [{ id: 'u1', name: 'Ulla' }],
      first: () => ({ id: 'u1', name: 'Ulla' }),
      echo: (_: unknown, { text }: { text: string }) => text,
    },
    User: { friends: () => [], name: () => 'Ulla' },
  },
);
const lenient = subgraph(
  `
  type Query { users: [User] @shareable first: User @shareable team: [Account]! echo(text: String): String @shareable }
  union Account = User | Admin
  type User @key(fields: "id") { id: ID! name: String @shareable friends: [User] @shareable age: Int }
  type Admin @key(fields: "id") { id: ID! name: String @shareable similar: [Account!]! }
`,
  {
    Query: {
      users: () => [{ id: 'u1', name: 'Ulla' }],
      first: () => ({ id: 'u1', name: 'Ulla' }),
      team: () => [
        { __typename: 'User', id: 'u2', name: null, age: 7 },
        {
          __typename: 'Admin',
          id: 'a2',
          name: null,
          similar: [{ __typename: 'User', id: 'u3', name: null }],
        },
        null,
      ],
      echo: (_: unknown, { text }: { text?: string }) => text ?? null,
    },
    Admin: { similar: ({ similar }: { similar?: unknown[] }) => similar ?? [] },
    User: {
      age: ({ age }: { age?: number }) => age ?? 30,
      friends: () => [],
      name: ({ name }: { name?: string }) => name ?? null,
    },
  },
);

/** The same field, more or less strict, in two subgraphs: the supergraph is as lenient as the most lenient output. */
export const differingNullability = defineBehaviour({
  title: 'a field that may be null in one subgraph and not in the other',
  subgraphs: { strict, lenient },
  cases: [
    {
      title: 'may be null for clients, without an error',
      query: '{ team { ... on User { name age } ... on Admin { name } } }',
      data: { team: [{ name: null, age: 7 }, { name: null }, null] },
    },
    {
      title:
        'is fetched in one operation for two types that one subgraph would not allow to have it side by side',
      query:
        '{ accounts { ... on User { n: name id } ... on Admin { n: name } } team { ... on Admin { similar { ... on User { name } } } } }',
      data: {
        accounts: [{ n: 'Ulla', id: 'u1' }, { n: 'Ada' }],
        team: [{}, { similar: [{ name: null }] }, null],
      },
    },
    {
      title: 'is fetched with an alias that keeps the types of one subgraph apart',
      query:
        '{ accounts { ... on User { name age } ... on Admin { name similar { ... on User { age } } } } }',
      data: {
        accounts: [
          { name: 'Ulla', age: 30 },
          { name: 'Ada', similar: [] },
        ],
      },
    },
    {
      title: 'is a nullable list for clients',
      query: '{ users { name friends { id } } first { age } }',
      data: { users: [{ name: 'Ulla', friends: [] }], first: { age: 30 } },
    },
    {
      title: 'has an argument that clients must give, as one subgraph wants it',
      query: '{ echo }',
      errors: [{ message: /text/ }],
    },
    {
      title: 'takes a variable that is as strict as the strict subgraph',
      query: 'query ($text: String!) { echo(text: $text) }',
      variables: { text: 'hello' },
      data: { echo: 'hello' },
    },
    {
      title: 'refuses a variable that is not',
      query: 'query ($text: String) { echo(text: $text) }',
      variables: { text: 'hello' },
      errors: [{ message: /text/ }],
    },
  ],
});
