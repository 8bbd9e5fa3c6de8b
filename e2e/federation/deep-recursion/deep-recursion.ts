import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const users = subgraph(
  `
  type Query { me: User users: [User!]! }
  type User @key(fields: "id") { id: ID! name: String! }
`,
  {
    Query: { me: () => ({ id: '1' }), users: () => [{ id: '1' }, { id: '2' }] },
    User: { name: ({ id }: { id: string }) => `User ${id}` },
  },
);
const products = subgraph(
  `
  type Query { top: [Product!]! }
  type Product @key(fields: "upc") { upc: String! title: String! }
`,
  {
    Query: { top: () => [{ upc: 'a' }, { upc: 'b' }] },
    Product: { title: ({ upc }: { upc: string }) => `Product ${upc}` },
  },
);
const WRITTEN = [
  { id: 'r1', user: '1', upc: 'a' },
  { id: 'r2', user: '1', upc: 'b' },
  { id: 'r3', user: '2', upc: 'a' },
];
const reviews = subgraph(
  `
  type User @key(fields: "id") { id: ID! reviews: [Review!]! }
  type Product @key(fields: "upc") { upc: String! reviews: [Review!]! }
  type Review @key(fields: "id") { id: ID! author: User! product: Product! }
`,
  {
    User: { reviews: ({ id }: { id: string }) => WRITTEN.filter(({ user }) => user === id) },
    Product: { reviews: (of: { upc: string }) => WRITTEN.filter(({ upc }) => upc === of.upc) },
    Review: {
      author: ({ user }: { user: string }) => ({ id: user }),
      product: ({ upc }: { upc: string }) => ({ upc }),
    },
  },
);

type Json = Record<string, unknown>;
/** The answers, computed from the data as a monolith would. */
const user = (id: string, depth: number): Json => ({
  name: `User ${id}`,
  ...(depth === 0
    ? {}
    : {
        reviews: WRITTEN.filter((review) => review.user === id).map(({ upc }) => ({
          product: product(upc, depth - 1),
        })),
      }),
});
const product = (upc: string, depth: number): Json => ({
  title: `Product ${upc}`,
  ...(depth === 0
    ? {}
    : {
        reviews: WRITTEN.filter((review) => review.upc === upc).map((review) => ({
          author: user(review.user, depth - 1),
        })),
      }),
});
const selectUser = (depth: number): string =>
  depth === 0 ? 'name' : `name reviews { product { ${selectProduct(depth - 1)} } }`;
const selectProduct = (depth: number): string =>
  depth === 0 ? 'title' : `title reviews { author { ${selectUser(depth - 1)} } }`;

/** Entities that lead to one another without end. */
export const deepRecursion = defineBehaviour({
  title: 'entities that lead back to one another',
  subgraphs: { users, products, reviews },
  cases: [
    ...[1, 2, 4, 6, 8].map((depth) => ({
      title: `are followed ${depth} levels deep`,
      query: `{ me { ${selectUser(depth)} } }`,
      data: { me: user('1', depth) },
    })),
    {
      title: 'are each sent once for each place in the plan, however often they occur',
      query: '{ users { reviews { product { title reviews { author { name } } } } } }',
      data: {
        users: ['1', '2'].map((id) => ({
          reviews: WRITTEN.filter((review) => review.user === id).map(({ upc }) => ({
            product: {
              title: `Product ${upc}`,
              reviews: WRITTEN.filter((review) => review.upc === upc).map((review) => ({
                author: { name: `User ${review.user}` },
              })),
            },
          })),
        })),
      },
      representations: { products: 2, users: 2, reviews: 2 },
    },
    {
      title: 'are followed from two roots at once',
      query: `{ top { ${selectProduct(3)} } users { ${selectUser(3)} } }`,
      data: {
        top: ['a', 'b'].map((upc) => product(upc, 3)),
        users: ['1', '2'].map((id) => user(id, 3)),
      },
    },
  ],
});
