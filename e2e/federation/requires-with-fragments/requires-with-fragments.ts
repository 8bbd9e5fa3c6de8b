import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const owners = subgraph(
  `
  type Query { accounts: [Account!]! }
  type Account @key(fields: "id") { id: ID! holder: Holder! contact: Contact others: [Holder!]! }
  union Holder = Person | Company | Robot
  interface Contact { line: String! }
  type Mail implements Contact { line: String! box: Int! }
  type Phone implements Contact { line: String! prefix: String! }
  type Person { first: String! last: String! }
  type Company { title: String! owner: Person! }
  type Robot { model: String! @shareable }
`,
  {
    Query: {
      accounts: () => [
        {
          id: '1',
          holder: { __typename: 'Person', first: 'Ada', last: 'L' },
          contact: { __typename: 'Mail', line: 'Street', box: 7 },
          others: [],
        },
        {
          id: '2',
          holder: { __typename: 'Company', title: 'Ltd', owner: { first: 'Bob', last: 'M' } },
          contact: { __typename: 'Phone', line: '555', prefix: '+49' },
          others: [
            { __typename: 'Robot', model: 'R2' },
            { __typename: 'Person', first: 'Cy', last: 'N' },
          ],
        },
        { id: '3', holder: { __typename: 'Robot', model: 'C3' }, contact: null, others: [] },
      ],
    },
  },
);

type Named = Readonly<Record<string, string>> & { readonly owner?: { readonly last: string } };
const nameOf = (holder: Named): string =>
  holder['first'] ??
  (holder['title'] === undefined ? 'stranger' : `${holder['title']} of ${holder.owner?.last}`);

const letters = subgraph(
  `
  type Account @key(fields: "id") {
    id: ID! holder: Holder! @external contact: Contact @external others: [Holder!]! @external
    greeting: String! @requires(fields: "holder { ... on Person { first } ... on Company { title owner { last } } }")
    address: String @requires(fields: "contact { line ... on Mail { box } ... on Phone { prefix } }")
    crowd: String! @requires(fields: "others { __typename ... on Person { first } }")
  }
  union Holder = Person | Company | Robot
  interface Contact { line: String! }
  type Mail implements Contact @external { line: String! box: Int! }
  type Phone implements Contact @external { line: String! prefix: String! }
  type Person @external { first: String! last: String! }
  type Company @external { title: String! owner: Person! }
  type Robot { model: String! @shareable }
`,
  {
    Account: {
      greeting: ({ holder }: { holder: Named }) => `Dear ${nameOf(holder)}`,
      address: ({ contact }: { contact: Record<string, string | number> | null }) =>
        contact && `${contact['line']} ${contact['box'] ?? contact['prefix']}`,
      crowd: ({ others }: { others: Named[] }) =>
        others.map((each) => `${each['__typename']} ${nameOf(each)}`).join(', '),
    },
  },
);

/** Required objects of abstract types. */
export const requiresWithFragments = defineBehaviour({
  title: '@requires with fragments',
  subgraphs: { owners, letters },
  cases: [
    {
      title: 'sends of each member of a union what the fragment of its type names',
      query: '{ accounts { greeting } }',
      data: {
        accounts: [{ greeting: 'Dear Ada' }, { greeting: 'Dear Ltd of M' }, { greeting: 'Dear stranger' }],
      },
    },
    {
      title: 'sends the fields of an interface and those of its implementations',
      query: '{ accounts { address } }',
      data: { accounts: [{ address: 'Street 7' }, { address: '555 +49' }, { address: null }] },
    },
    {
      title: 'sends the type name of each item of a list',
      query: '{ accounts { crowd } }',
      data: { accounts: [{ crowd: '' }, { crowd: 'Robot stranger, Person Cy' }, { crowd: '' }] },
    },
    {
      title: 'is not in the way of what the client asks of the same object',
      query: '{ accounts { holder { ... on Person { first: last } ... on Robot { model } } greeting } }',
      apolloGateway: 'its planner lets the alias take the place of the required field',
      data: {
        accounts: [
          { holder: { first: 'L' }, greeting: 'Dear Ada' },
          { holder: {}, greeting: 'Dear Ltd of M' },
          { holder: { model: 'C3' }, greeting: 'Dear stranger' },
        ],
      },
    },
    {
      title: 'shows nothing of the required objects to a client who did not ask for it',
      query: '{ accounts { holder { __typename } greeting contact { line } address } }',
      data: {
        accounts: [
          {
            holder: { __typename: 'Person' },
            greeting: 'Dear Ada',
            contact: { line: 'Street' },
            address: 'Street 7',
          },
          {
            holder: { __typename: 'Company' },
            greeting: 'Dear Ltd of M',
            contact: { line: '555' },
            address: '555 +49',
          },
          { holder: { __typename: 'Robot' }, greeting: 'Dear stranger', contact: null, address: null },
        ],
      },
    },
  ],
});
