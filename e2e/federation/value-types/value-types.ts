import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const shops = subgraph(
  `
  type Query { shops: [Shop!]! base: Money! @shareable }
  type Shop @key(fields: "id") { id: ID! address: Address takings: [Money!]! }
  type Address @shareable { street: String! city: City }
  type City @shareable { name: String! }
  type Money @shareable { amount: String! currency: Currency! }
  enum Currency { EUR USD }
`,
  {
    Query: {
      shops: () => [
        {
          id: '1',
          address: { street: 'Long Lane', city: { name: 'Bonn' } },
          takings: [{ amount: '1.50', currency: 'EUR' }],
        },
        { id: '2', address: null, takings: [] },
      ],
      base: () => ({ amount: '1.00', currency: 'EUR' }),
    },
  },
);
const owners = subgraph(
  `
  type Query { base: Money! @shareable }
  type Shop @key(fields: "id") { id: ID! owner: Owner! fee: Money! }
  type Owner { name: String! home: Address! }
  type Address @shareable { street: String! city: City }
  type City @shareable { name: String! }
  type Money @shareable { amount: String! currency: Currency! }
  enum Currency { EUR USD }
`,
  {
    Query: { base: () => ({ amount: '1.00', currency: 'EUR' }) },
    Shop: {
      owner: ({ id }: { id: string }) => ({
        name: `Owner ${id}`,
        home: { street: 'Short Street', city: null },
      }),
      fee: () => ({ amount: '0.10', currency: 'USD' }),
    },
  },
);

/** Types without a key, which several subgraphs define in full. */
export const valueTypes = defineBehaviour({
  title: 'a value type that several subgraphs define',
  subgraphs: { shops, owners },
  cases: [
    {
      title: 'comes from the subgraph whose field holds it',
      query: `{
        shops {
          address { ...place } takings { amount currency }
          owner { name home { ...place } } fee { currency amount }
        }
      }
      fragment place on Address { street city { name } }`,
      data: {
        shops: [
          {
            address: { street: 'Long Lane', city: { name: 'Bonn' } },
            takings: [{ amount: '1.50', currency: 'EUR' }],
            owner: { name: 'Owner 1', home: { street: 'Short Street', city: null } },
            fee: { currency: 'USD', amount: '0.10' },
          },
          {
            address: null,
            takings: [],
            owner: { name: 'Owner 2', home: { street: 'Short Street', city: null } },
            fee: { currency: 'USD', amount: '0.10' },
          },
        ],
      },
      requests: { shops: 1, owners: 1 },
    },
    {
      title: 'asks one subgraph for a root field that both share',
      query: '{ base { amount __typename } }',
      data: { base: { amount: '1.00', __typename: 'Money' } },
    },
    {
      title: 'tells its type name on every level',
      query: '{ shops { __typename address { __typename city { __typename } } fee { __typename } } }',
      data: {
        shops: [
          {
            __typename: 'Shop',
            address: { __typename: 'Address', city: { __typename: 'City' } },
            fee: { __typename: 'Money' },
          },
          { __typename: 'Shop', address: null, fee: { __typename: 'Money' } },
        ],
      },
    },
  ],
});
