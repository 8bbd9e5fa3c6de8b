import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const accounts = subgraph(
  `
  type Query { me: User }
  type User @key(fields: "id") { id: ID! name: String! @shareable username: String! @shareable }
`,
  {
    Query: { me: () => ({ id: 'u1' }) },
    User: { name: () => 'Ulla', username: ({ id }: { id: string }) => `user-${id}` },
  },
);
const inventory = subgraph(
  `
  type Product @key(fields: "upc") {
    upc: String! price: Int @external weight: Int @external inStock: Boolean
    estimate: Int @requires(fields: "price weight") tag: String @requires(fields: "weight")
  }
`,
  {
    Product: {
      inStock: ({ upc }: { upc: string }) => upc === 'p1',
      estimate: ({ price, weight }: { price: number; weight: number }) => price * weight,
      tag: ({ weight }: { weight: number }) => `#${weight}`,
    },
  },
);
const products = subgraph(
  `
  type Query { products: [Product] }
  type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }
`,
  {
    Query: { products: () => [{ upc: 'p1' }, { upc: 'p2' }] },
    Product: {
      name: ({ upc }: { upc: string }) => `Product ${upc}`,
      price: ({ upc }: { upc: string }) => Number(upc.slice(1)) * 10,
      weight: () => 3,
    },
  },
);
const reviews = subgraph(
  `
  type User @key(fields: "id") { id: ID! username: String! @external reviews: [Review!]! signature: String! @requires(fields: "username") }
  type Product @key(fields: "upc") { upc: String! reviews: [Review!]! }
  type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
`,
  {
    User: {
      reviews: ({ id }: { id: string }) => [{ id: 'r1', author: { id, username: `user-${id}` } }],
      signature: ({ username }: { username: string }) => `-- ${username}`,
    },
    Product: {
      reviews: ({ upc }: { upc: string }) => [
        { id: `r-${upc}`, author: { id: 'u2', username: 'user-u2' }, product: { upc } },
      ],
    },
    Review: { body: ({ id }: { id: string }) => `body ${id}`, product: () => ({ upc: 'p2' }) },
  },
);

/** What is required at one place may be provided at another. */
export const requiresWithProvides = defineBehaviour({
  title: '@requires and @provides of the same field',
  subgraphs: { accounts, inventory, products, reviews },
  cases: [
    {
      title: 'work together in one operation',
      query:
        '{ products { name estimate reviews { author { username signature name } product { inStock tag } } } }',
      data: {
        products: ['p1', 'p2'].map((upc) => ({
          name: `Product ${upc}`,
          estimate: Number(upc.slice(1)) * 30,
          reviews: [
            {
              author: { username: 'user-u2', signature: '-- user-u2', name: 'Ulla' },
              product: { inStock: false, tag: '#3' },
            },
          ],
        })),
      },
    },
    {
      title: 'give the provided field without the owner',
      query: '{ products { reviews { author { username } } } }',
      data: { products: [1, 2].map(() => ({ reviews: [{ author: { username: 'user-u2' } }] })) },
      requests: { accounts: 0 },
    },
    {
      title: 'give the required field on a path that provides nothing',
      query: '{ me { signature reviews { id author { signature } } } }',
      data: { me: { signature: '-- user-u1', reviews: [{ id: 'r1', author: { signature: '-- user-u1' } }] } },
    },
  ],
});
