import type { Case } from '../harness/behaviour.js';
import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const PRODUCTS = [
  { id: '1', name: 'Table', price: 5, box: { width: 1, height: 2 } },
  { id: '2', name: 'Chair', price: 6, box: null },
];

const products = subgraph(
  `
  type Query { product: Product! products: [Product!]! any: Thing }
  type Mutation { touch: Product! }
  type Product @key(fields: "id") { id: ID! name: String! price: Int! box: Box }
  type Box { width: Int! height: Int! }
  union Thing = Product | Box
`,
  {
    Query: {
      product: () => PRODUCTS[0],
      products: () => PRODUCTS,
      any: () => ({ __typename: 'Product', id: '1', name: 'Table', price: 5 }),
    },
    Mutation: { touch: () => PRODUCTS[0] },
    Product: {
      __resolveReference: async ({ id }: { id: string }) => PRODUCTS.find((product) => product.id === id),
    },
  },
);
const reviews = subgraph(
  `
  type Query { latest: Review }
  type Product @key(fields: "id") {
    id: ID! price: Int! @external stars: Int! expensive: Boolean! @requires(fields: "price") reviews(first: Int = 1): [Review!]!
  }
  type Review { text: String! product: Product! }
`,
  {
    Query: { latest: () => ({ text: 'late', product: { id: '2' } }) },
    Product: {
      __resolveReference: async (reference: { id: string; price?: number }) => reference,
      stars: ({ id }: { id: string }) => Number(id),
      expensive: ({ price }: { price: number }) => price > 5,
      reviews: ({ id }: { id: string }, { first }: { first: number }) =>
        Array.from({ length: first }, () => ({ text: `about ${id}`, product: { id } })),
    },
  },
);

const both = (
  title: string,
  query: string,
  on: unknown,
  off: unknown,
  requests: Case['requests'] = {},
): Case[] => [
  { title: `${title}, when the condition holds`, query, variables: { if: true }, data: on },
  { title: `${title}, when it does not`, query, variables: { if: false }, data: off, requests },
];

/** `@skip` and `@include` at every place where they may stand. */
export const skipAndInclude = defineBehaviour({
  title: '@skip and @include',
  subgraphs: { products, reviews },
  cases: [
    ...both(
      'decide on a field of the first subgraph',
      'query ($if: Boolean!) { product { name @include(if: $if) price @skip(if: $if) } }',
      { product: { name: 'Table' } },
      { product: { price: 5 } },
      { reviews: 0 },
    ),
    ...both(
      'decide on a field of the second subgraph, which is not asked in vain',
      'query ($if: Boolean!) { product { name stars @include(if: $if) } }',
      { product: { name: 'Table', stars: 1 } },
      { product: { name: 'Table' } },
      { reviews: 0 },
    ),
    ...both(
      'decide on a root field',
      'query ($if: Boolean!) { product @include(if: $if) { stars } latest @skip(if: $if) { text } }',
      { product: { stars: 1 } },
      { latest: { text: 'late' } },
    ),
    ...both(
      'decide on an inline fragment',
      'query ($if: Boolean!) { products { id ... @include(if: $if) { stars name } ... on Product @skip(if: $if) { price } } }',
      {
        products: [
          { id: '1', stars: 1, name: 'Table' },
          { id: '2', stars: 2, name: 'Chair' },
        ],
      },
      {
        products: [
          { id: '1', price: 5 },
          { id: '2', price: 6 },
        ],
      },
      { reviews: 0 },
    ),
    ...both(
      'decide on a fragment spread',
      'query ($if: Boolean!) { product { id ...x @include(if: $if) ...x } } fragment x on Product { name @skip(if: $if) stars }',
      { product: { id: '1', stars: 1 } },
      { product: { id: '1', name: 'Table', stars: 1 } },
    ),
    ...both(
      'decide on a whole entity field with what is below it',
      'query ($if: Boolean!) { product { name reviews @include(if: $if) { text product { name } } } }',
      { product: { name: 'Table', reviews: [{ text: 'about 1', product: { name: 'Table' } }] } },
      { product: { name: 'Table' } },
      { reviews: 0 },
    ),
    ...both(
      'decide on a field that requires another, which then is not fetched for it',
      'query ($if: Boolean!) { latest { product { expensive @include(if: $if) id } } }',
      { latest: { product: { expensive: true, id: '2' } } },
      { latest: { product: { id: '2' } } },
      { products: 0 },
    ),
    ...both(
      'decide on everything, which may leave an empty object',
      'query ($if: Boolean!) { product @include(if: $if) { name } }',
      { product: { name: 'Table' } },
      {},
    ),
    ...both(
      'decide on all fields of an object, which stays',
      'query ($if: Boolean!) { product { box { width @include(if: $if) } stars @include(if: $if) } }',
      { product: { box: { width: 1 }, stars: 1 } },
      { product: { box: {} } },
    ),
    ...both(
      'decide on a field that is asked for once more without a condition, which then stays',
      'query ($if: Boolean!) { product { name @include(if: $if) name stars @skip(if: $if) ... on Product { stars } } }',
      { product: { name: 'Table', stars: 1 } },
      { product: { name: 'Table', stars: 1 } },
    ),
    ...both(
      'decide on parts of an object that the operation writes in two places',
      'query ($if: Boolean!) { product { box @include(if: $if) { width } box { height } } }',
      { product: { box: { width: 1, height: 2 } } },
      { product: { box: { height: 2 } } },
    ),
    ...both(
      'decide on a key field, which is sent to the other subgraph all the same',
      'query ($if: Boolean!) { products { id @include(if: $if) __typename @skip(if: $if) stars } }',
      {
        products: [
          { id: '1', stars: 1 },
          { id: '2', stars: 2 },
        ],
      },
      {
        products: [
          { __typename: 'Product', stars: 1 },
          { __typename: 'Product', stars: 2 },
        ],
      },
    ),
    ...both(
      'decide on a member of a union',
      'query ($if: Boolean!) { any { ... on Product @include(if: $if) { stars } ... on Product { name @skip(if: $if) } } }',
      { any: { stars: 1 } },
      { any: { name: 'Table' } },
      { reviews: 0 },
    ),
    ...both(
      'decide on __typename of the root, and of introspection',
      'query ($if: Boolean!) { __typename @include(if: $if) __schema @skip(if: $if) { queryType { name } } }',
      { __typename: 'Query' },
      { __schema: { queryType: { name: 'Query' } } },
    ),
    ...both(
      'decide in mutations',
      'mutation ($if: Boolean!) { touch { id stars @include(if: $if) } }',
      { touch: { id: '1', stars: 1 } },
      { touch: { id: '1' } },
      { reviews: 0 },
    ),
    ...(
      [
        [true, true, {}],
        [true, false, { name: 'Table', stars: 1 }],
        [false, true, {}],
        [false, false, {}],
      ] as const
    ).map(([include, skip, product]): Case => ({
      title: `have to agree on one field: include ${include}, skip ${skip}`,
      query:
        'query ($i: Boolean!, $s: Boolean!) { product { name @include(if: $i) @skip(if: $s) stars @skip(if: $s) @include(if: $i) } }',
      variables: { i: include, s: skip },
      data: { product },
    })),
    ...(
      [
        [true, true, true, { name: 'Table', stars: 1, reviews: [{ text: 'about 1' }], price: 5 }],
        [true, true, false, { name: 'Table', stars: 1, price: 5 }],
        [true, false, true, { name: 'Table', price: 5 }],
        [false, true, true, { price: 5 }],
        [false, false, false, { price: 5 }],
      ] as const
    ).map(([a, b, c, product]): Case => ({
      title: `count on all levels of nested fragments: ${a}, ${b}, ${c}`,
      query: `query ($a: Boolean!, $b: Boolean!, $c: Boolean!) {
          product { ... @include(if: $a) { name ... @include(if: $b) { stars ... @include(if: $c) { reviews { text } } } } price }
        }`,
      variables: { a, b, c },
      data: { product },
    })),
    {
      title: 'take literals',
      query:
        '{ product { name @include(if: true) price @include(if: false) stars @skip(if: true) id @skip(if: false) } }',
      data: { product: { name: 'Table', id: '1' } },
      requests: { reviews: 0 },
    },
    {
      title: 'take the default of their variable',
      query:
        'query ($no: Boolean = false, $yes: Boolean! = true) { product { name @include(if: $yes) stars @include(if: $no) } }',
      data: { product: { name: 'Table' } },
      requests: { reviews: 0 },
    },
    {
      title: 'take a value that is given in place of the default',
      query:
        'query ($no: Boolean! = false, $yes: Boolean! = true) { product { name @include(if: $yes) stars @include(if: $no) } }',
      variables: { no: true, yes: false },
      data: { product: { stars: 1 } },
    },
    {
      title: 'refuse a variable without a value',
      query: 'query ($if: Boolean!) { product { name @include(if: $if) } }',
      errors: [{ message: /\$if/ }],
      requests: { products: 0 },
    },
    {
      title: 'leave the arguments of a field alone, by the same variable or by another',
      query:
        'query ($n: Int!, $if: Boolean!) { product { reviews(first: $n) @include(if: $if) { text } again: reviews(first: $n) @skip(if: $if) { text } } }',
      variables: { n: 2, if: true },
      data: { product: { reviews: [{ text: 'about 1' }, { text: 'about 1' }] } },
    },
  ],
});
