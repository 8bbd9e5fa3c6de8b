import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  type Query { users: [User!]! accounts: [Account!]! }
  union Account = User | Admin
  type User @key(fields: "id") { id: ID name: String! @shareable tags: [String!] @shareable }
  type Admin @shareable { id: ID! name: String tags: [String]! }
`,
  {
    Query: {
      users: () => [{ id: 'u1', name: 'Ulla', tags: ['x'] }],
      accounts: () => [
        { __typename: 'User', id: 'u1', name: 'Ulla', tags: null },
        { __typename: 'Admin', id: 'a1', name: null, tags: ['y', null] },
      ],
    },
  },
);
const b = subgraph(
  `
  type Query { admins: [Admin!]! }
  type User @key(fields: "id") { id: ID name: String @shareable tags: [String] @shareable }
  type Admin @shareable { id: ID name: String tags: [String] }
`,
  { Query: { admins: () => [{ id: null, name: 'Bea', tags: null }] } },
);

/** Fields that the supergraph lets overlap, since all are nullable there, but a subgraph's own schema does not. */
export const mismatchedChildren = defineBehaviour({
  title: 'fields that overlap for clients and conflict in a subgraph',
  subgraphs: { a, b },
  cases: [
    {
      title: 'are all answered under the response name that the client gave them',
      query: '{ accounts { ... on User { id name tags } ... on Admin { id name tags } } }',
      data: {
        accounts: [
          { id: 'u1', name: 'Ulla', tags: null },
          { id: 'a1', name: null, tags: ['y', null] },
        ],
      },
    },
    {
      title: 'are all answered where aliases give them one name',
      query:
        '{ accounts { ... on User { it: id } ... on Admin { it: id } __typename } admins { id name tags } }',
      data: {
        accounts: [
          { it: 'u1', __typename: 'User' },
          { it: 'a1', __typename: 'Admin' },
        ],
        admins: [{ id: null, name: 'Bea', tags: null }],
      },
    },
  ],
});
