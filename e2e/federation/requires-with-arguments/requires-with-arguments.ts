import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const prices = subgraph(
  `
  type Query { goods: [Good!]! }
  type Good @key(fields: "id") { id: ID! price(currency: Currency! = EUR, digits: Int): Float! tags(first: Int! = 2): [Tag!]! }
  type Tag { name(upper: Boolean = false): String! }
  enum Currency { EUR USD }
`,
  {
    Query: { goods: () => [{ id: '1' }, { id: '2' }] },
    Good: {
      price: ({ id }: { id: string }, { currency, digits }: { currency: string; digits?: number }) =>
        Number((Number(id) * (currency === 'USD' ? 1.234 : 1)).toFixed(digits ?? 3)),
      tags: (_: unknown, { first }: { first: number }) =>
        ['x', 'y', 'z'].slice(0, first).map((name) => ({ name })),
    },
    Tag: {
      name: ({ name }: { name: string }, { upper }: { upper?: boolean }) =>
        upper === true ? name.toUpperCase() : name,
    },
  },
);
const sales = subgraph(
  `
  type Good @key(fields: "id") {
    id: ID!
    price(currency: Currency! = EUR, digits: Int): Float! @external
    tags(first: Int! = 2): [Tag!]! @external
    inDollars: String! @requires(fields: "price(currency: USD, digits: 1)")
    inEuros: String! @requires(fields: "price")
    slogan(loud: Boolean! = false): String! @requires(fields: "tags(first: 3) { name(upper: true) }")
  }
  type Tag { name(upper: Boolean = false): String! @external }
  enum Currency { EUR USD }
`,
  {
    Good: {
      inDollars: ({ price }: { price: number }) => `$${price}`,
      inEuros: ({ price }: { price: number }) => `€${price}`,
      slogan: ({ tags }: { tags: { name: string }[] }, { loud }: { loud: boolean }) =>
        tags.map(({ name }) => name).join('-') + (loud ? '!' : ''),
    },
  },
);

/** Required fields that take arguments. */
export const requiresWithArguments = defineBehaviour({
  title: '@requires of fields with arguments',
  subgraphs: { prices, sales },
  cases: [
    {
      title: 'gets the value for the arguments that it names',
      query: '{ goods { inDollars } }',
      data: { goods: [{ inDollars: '$1.2' }, { inDollars: '$2.5' }] },
      requests: { prices: 1, sales: 1 },
    },
    {
      title: 'gets the value for the default arguments when it names none',
      query: '{ goods { inEuros } }',
      data: { goods: [{ inEuros: '€1' }, { inEuros: '€2' }] },
    },
    {
      title: 'is not disturbed by the client who asks for the same field with other arguments',
      query: '{ goods { price(currency: EUR, digits: 0) inDollars } }',
      apolloGateway: 'its planner asks for the field with two lists of arguments in one request',
      data: {
        goods: [
          { price: 1, inDollars: '$1.2' },
          { price: 2, inDollars: '$2.5' },
        ],
      },
    },
    {
      title: 'is fulfilled for two fields that require the same field with different arguments',
      query: '{ goods { inDollars inEuros } }',
      apolloGateway: 'its planner asks for the field with two lists of arguments in one request',
      data: {
        goods: [
          { inDollars: '$1.2', inEuros: '€1' },
          { inDollars: '$2.5', inEuros: '€2' },
        ],
      },
    },
    {
      title: 'reaches arguments inside required objects, while the field itself takes one of the client',
      query: 'query ($loud: Boolean!) { goods { slogan(loud: $loud) quiet: slogan } }',
      variables: { loud: true },
      data: {
        goods: [
          { slogan: 'X-Y-Z!', quiet: 'X-Y-Z' },
          { slogan: 'X-Y-Z!', quiet: 'X-Y-Z' },
        ],
      },
    },
    {
      title: 'leaves the same field of the client with its own arguments inside and outside',
      query: '{ goods { tags(first: 1) { name } slogan } }',
      apolloGateway: 'its planner asks for the field with two lists of arguments in one request',
      data: {
        goods: [
          { tags: [{ name: 'x' }], slogan: 'X-Y-Z' },
          { tags: [{ name: 'x' }], slogan: 'X-Y-Z' },
        ],
      },
    },
  ],
});
