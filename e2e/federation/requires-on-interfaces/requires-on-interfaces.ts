import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const ACCOUNTS = [
  { __typename: 'Free', id: '1', email: 'one@x' },
  { __typename: 'Paid', id: '2', email: 'two@x', plan: 'gold' },
  { __typename: 'Free', id: '3', email: 'three@x' },
];
const find = async ({ id }: { id: string }) => ACCOUNTS.find((account) => account.id === id);

const accounts = subgraph(
  `
  type Query { accounts: [Account!]! }
  interface Account { id: ID! email: String! }
  type Free implements Account @key(fields: "id") { id: ID! email: String! }
  type Paid implements Account @key(fields: "id") { id: ID! email: String! plan: String! }
`,
  {
    Query: { accounts: () => ACCOUNTS },
    Free: { __resolveReference: find },
    Paid: { __resolveReference: find },
  },
);
const mails = subgraph(
  `
  interface Account { id: ID! greeting: String! }
  type Free implements Account @key(fields: "id") {
    id: ID! email: String! @external greeting: String! @requires(fields: "email")
  }
  type Paid implements Account @key(fields: "id") {
    id: ID! email: String! @external plan: String! @external greeting: String! @requires(fields: "plan email")
    partner: Account badge: Badge
  }
  type Badge { owner: Account! }
`,
  {
    Free: { greeting: ({ email }: { email: string }) => `free ${email}` },
    Paid: {
      greeting: ({ email, plan }: { email: string; plan: string }) => `${plan} ${email}`,
      partner: () => null,
      badge: ({ id }: { id: string }) => ({ owner: { __typename: 'Paid', id } }),
    },
  },
);

/** A field of an interface that requires other fields in each implementation. */
export const requiresOnInterfaces = defineBehaviour({
  title: '@requires on implementations of an interface',
  subgraphs: { accounts, mails },
  cases: [
    {
      title: 'sends for each type what that type requires',
      query: '{ accounts { greeting } }',
      data: {
        accounts: [{ greeting: 'free one@x' }, { greeting: 'gold two@x' }, { greeting: 'free three@x' }],
      },
      requests: { accounts: 1, mails: 1 },
      representations: { mails: 3 },
    },
    {
      title: 'sends it for the type of a fragment only',
      query: '{ accounts { id ... on Free { greeting } ... on Paid { plan partner { id } } } }',
      data: {
        accounts: [
          { id: '1', greeting: 'free one@x' },
          { id: '2', plan: 'gold', partner: null },
          { id: '3', greeting: 'free three@x' },
        ],
      },
    },
    {
      title: 'sends it under an alias of the interface, beside one of a type',
      query: '{ accounts { text: greeting ... on Paid { again: greeting email } } }',
      data: {
        accounts: [
          { text: 'free one@x' },
          { text: 'gold two@x', again: 'gold two@x', email: 'two@x' },
          { text: 'free three@x' },
        ],
      },
    },
    {
      title: 'fetches it first where the interface is met in the subgraph that requires it',
      query: '{ accounts { ... on Paid { badge { owner { greeting __typename } } } } }',
      data: { accounts: [{}, { badge: { owner: { greeting: 'gold two@x', __typename: 'Paid' } } }, {}] },
    },
  ],
});
