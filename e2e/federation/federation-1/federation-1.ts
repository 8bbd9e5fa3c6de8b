import { defineBehaviour } from '../harness/behaviour.js';
import { plainSubgraph, subgraph } from '../harness/subgraph.js';

const PRODUCTS = [
  { upc: 'u1', sku: 's1', brand: { id: 'b1', name: 'ACME' }, price: 5, weight: 10 },
  { upc: 'u2', sku: 's2', brand: { id: 'b2', name: 'Bolt' }, price: 50, weight: 20 },
];

const owner = plainSubgraph(
  `
  type Query { products: [Product] }
  type Product @key(fields: "upc") @key(fields: "sku brand { id }") { upc: ID! sku: String brand: Brand price: Int weight: Int }
  type Brand { id: ID! name: String }
  enum Unit { KG G }
`,
  {
    Query: { products: () => PRODUCTS },
    Product: {
      __resolveReference: async ({ upc }: { upc?: string }) =>
        PRODUCTS.find((product) => product.upc === upc),
    },
  },
);
const extender = plainSubgraph(
  `
  extend type Product @key(fields: "upc") {
    upc: ID! @external
    price: Int @external
    weight: Int @external
    shipping(unit: Unit = KG): String @requires(fields: "price weight")
    inStock: Boolean
  }
  extend type Query { cheapest: Product }
  enum Unit { KG G }
`,
  {
    Query: { cheapest: () => ({ upc: 'u1' }) },
    Product: {
      shipping: ({ price, weight }: { price: number; weight: number }, { unit }: { unit: string }) =>
        `${price > 10 ? 'free' : weight} ${unit}`,
      inStock: ({ upc }: { upc: string }) => upc === 'u1',
    },
  },
);
const reviewer = plainSubgraph(
  `
  type Product @extends @key(fields: "upc") { upc: ID! @external price: Int @external reviews: [Review] }
  type Review { text: String product: Product @provides(fields: "price") author: Author }
  type Author @key(fields: "id") { id: ID! }
  extend type Query { reviews: [Review] }
`,
  {
    Query: { reviews: () => [{ text: 'r', product: { upc: 'u2', price: 50 }, author: { id: 'a' } }] },
    Product: { reviews: ({ upc }: { upc: string }) => [{ text: `about ${upc}`, author: { id: 'a' } }] },
  },
);
const modern = subgraph(
  `
  type Author @key(fields: "id") { id: ID! name: String! }
  type Product @key(fields: "upc") { upc: ID! rating: Float @tag(name: "new") }
`,
  { Author: { name: ({ id }: { id: string }) => `author ${id}` }, Product: { rating: () => 4.5 } },
);

/** Subgraphs of Federation 1, composed with one of Federation 2. */
export const federation1 = defineBehaviour({
  title: 'subgraphs of Federation 1',
  subgraphs: { owner, extender, reviewer, modern },
  cases: [
    {
      title: 'extend an entity, which its owner has begun',
      query: '{ products { upc inStock reviews { text } } }',
      data: {
        products: [
          { upc: 'u1', inStock: true, reviews: [{ text: 'about u1' }] },
          { upc: 'u2', inStock: false, reviews: [{ text: 'about u2' }] },
        ],
      },
    },
    {
      title: 'require fields of the owner',
      query: '{ products { a: shipping b: shipping(unit: G) } cheapest { shipping } }',
      data: {
        products: [
          { a: '10 KG', b: '10 G' },
          { a: 'free KG', b: 'free G' },
        ],
        cheapest: { shipping: '10 KG' },
      },
    },
    {
      title: 'begin an operation with an entity that they extend',
      query: '{ cheapest { sku brand { name } inStock } }',
      data: { cheapest: { sku: 's1', brand: { name: 'ACME' }, inStock: true } },
    },
    {
      title: 'provide fields of the owner',
      query: '{ reviews { product { price upc } } }',
      data: { reviews: [{ product: { price: 50, upc: 'u2' } }] },
      requests: { reviewer: 1, owner: 0 },
    },
    {
      title: 'share entities with subgraphs of Federation 2',
      query: '{ reviews { author { name } product { rating sku } } products { rating } }',
      data: {
        reviews: [{ author: { name: 'author a' }, product: { rating: 4.5, sku: 's2' } }],
        products: [{ rating: 4.5 }, { rating: 4.5 }],
      },
    },
    {
      title: 'give all of it in one operation',
      query: '{ products { reviews { author { name } } shipping rating brand { id } } }',
      data: {
        products: [
          {
            reviews: [{ author: { name: 'author a' } }],
            shipping: '10 KG',
            rating: 4.5,
            brand: { id: 'b1' },
          },
          {
            reviews: [{ author: { name: 'author a' } }],
            shipping: 'free KG',
            rating: 4.5,
            brand: { id: 'b2' },
          },
        ],
      },
    },
  ],
});
