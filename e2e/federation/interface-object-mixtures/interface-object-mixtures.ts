import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const ACCOUNTS = [
  { __typename: 'Admin', id: 'u1', name: 'Ada', level: 3 },
  { __typename: 'Guest', id: 'u2', name: 'Gus', until: 'May' },
];
type Account = (typeof ACCOUNTS)[number];
const find = async ({ id }: { id: string }) => ACCOUNTS.find((account) => account.id === id) ?? null;

const accounts = subgraph(
  `
  type Query { accounts: [Account]! admin: Admin }
  interface Account @key(fields: "id") { id: ID! name: String! }
  type Admin implements Account @key(fields: "id") { id: ID! name: String! level: Int! }
  type Guest implements Account @key(fields: "id") { id: ID! name: String! until: String! }
`,
  {
    Query: { accounts: () => [...ACCOUNTS, null], admin: () => ACCOUNTS[0] },
    Account: { __resolveReference: find },
    Admin: { __resolveReference: find },
    Guest: { __resolveReference: find },
  },
);
const greetings = subgraph(
  `
  type Query { welcome: [Account]! lost: Account }
  type Account @key(fields: "id") @interfaceObject {
    id: ID!
    name: String! @external
    greeting(loud: Boolean = false): String! @requires(fields: "name")
    broken: Int
    strict: Int!
    twin: Account
  }
`,
  {
    Query: { welcome: () => [{ id: 'u2' }, null, { id: 'u1' }], lost: () => ({ id: 'nobody' }) },
    Account: {
      greeting: ({ name }: Account, { loud }: { loud: boolean }) => `Hello ${name}${loud ? '!' : ''}`,
      broken: ({ id }: Account) => {
        if (id === 'u1') throw new Error('It broke.');
        return 1;
      },
      strict: ({ id }: Account) => (id === 'u1' ? null : 1),
      twin: ({ id }: Account) => (id === 'u1' ? { id: 'u2' } : null),
    },
  },
);

/** Interface objects with requirements, nulls and errors. */
export const interfaceObjectMixtures = defineBehaviour({
  title: '@interfaceObject in mixtures',
  subgraphs: { accounts, greetings },
  cases: [
    {
      title: 'requires a field of the interface',
      query: '{ accounts { greeting } }',
      data: { accounts: [{ greeting: 'Hello Ada' }, { greeting: 'Hello Gus' }, null] },
      requests: { accounts: 1, greetings: 1 },
    },
    {
      title: 'requires a field of the interface where the operation begins in its own subgraph',
      query: '{ welcome { greeting(loud: true) } }',
      data: { welcome: [{ greeting: 'Hello Gus!' }, null, { greeting: 'Hello Ada!' }] },
    },
    {
      title: 'requires a field of an implementation that is asked for by itself',
      query: '{ admin { level greeting } }',
      data: { admin: { level: 3, greeting: 'Hello Ada' } },
    },
    {
      title: 'reports an error of its field at the place of the object',
      query: '{ accounts { id broken } }',
      data: { accounts: [{ id: 'u1', broken: null }, { id: 'u2', broken: 1 }, null] },
      errors: [{ path: ['accounts', 0, 'broken'], message: /It broke/ }],
    },
    {
      title: 'lets a forbidden null in its fields take the object away',
      query: '{ accounts { id strict } }',
      data: { accounts: [null, { id: 'u2', strict: 1 }, null] },
      errors: [{ path: ['accounts', 0, 'strict'] }],
    },
    {
      title: 'leads from one object to another, each with its own type',
      query: '{ welcome { __typename twin { __typename name ... on Guest { until } } } }',
      data: {
        welcome: [
          { __typename: 'Guest', twin: null },
          null,
          { __typename: 'Admin', twin: { __typename: 'Guest', name: 'Gus', until: 'May' } },
        ],
      },
    },
    {
      title: 'is null where nobody knows the type of its object',
      query: '{ lost { __typename } welcome { id } }',
      data: { lost: null, welcome: [{ id: 'u2' }, null, { id: 'u1' }] },
      errors: [{ near: ['lost'], optional: true }],
    },
  ],
});
