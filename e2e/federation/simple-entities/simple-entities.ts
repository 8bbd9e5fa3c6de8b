import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const PRODUCTS = [
  { id: '1', name: 'Table', price: 90 },
  { id: '2', name: 'Couch', price: 1300 },
  { id: '3', name: 'Chair', price: null },
];

const REVIEWS = [
  { id: 'r1', stars: 5, productId: '1' },
  { id: 'r2', stars: 2, productId: '1' },
  { id: 'r3', stars: 4, productId: '2' },
];

const products = subgraph(
  `
  type Query { products: [Product!]! product(id: ID!): Product firstProduct: Product }
  type Product @key(fields: "id") { id: ID! name: String! price: Int }
`,
  {
    Query: {
      products: () => PRODUCTS,
      product: (_: unknown, { id }: { id: string }) => PRODUCTS.find((product) => product.id === id),
      firstProduct: () => PRODUCTS[0],
    },
    Product: {
      __resolveReference: async ({ id }: { id: string }) =>
        PRODUCTS.find((product) => product.id === id) ?? null,
    },
  },
);

const reviews = subgraph(
  `
  type Query { reviews: [Review!]! }
  type Review @key(fields: "id") { id: ID! stars: Int! product: Product! }
  type Product @key(fields: "id") { id: ID! reviews: [Review!]! average: Float }
`,
  {
    Query: { reviews: () => REVIEWS },
    Review: { product: ({ productId }: { productId: string }) => ({ id: productId }) },
    Product: {
      reviews: ({ id }: { id: string }) => REVIEWS.filter(({ productId }) => productId === id),
      average: ({ id }: { id: string }) => {
        const stars = REVIEWS.filter(({ productId }) => productId === id).map((review) => review.stars);
        return stars.length === 0 ? null : stars.reduce((sum, each) => sum + each, 0) / stars.length;
      },
    },
  },
);

const stock = subgraph(
  `
  type Product @key(fields: "id") { id: ID! inStock: Boolean! warehouse: Warehouse }
  type Warehouse { city: String! }
`,
  {
    Product: {
      inStock: ({ id }: { id: string }) => id !== '2',
      warehouse: ({ id }: { id: string }) => (id === '3' ? null : { city: `City ${id}` }),
    },
  },
);

/** One key, several subgraphs that add fields to it. */
export const simpleEntities = defineBehaviour({
  title: 'an entity with one key',
  subgraphs: { products, reviews, stock },
  cases: [
    {
      title: 'is served by its own subgraph alone where that knows all fields',
      query: '{ products { id name price } }',
      data: { products: PRODUCTS },
      requests: { products: 1, reviews: 0, stock: 0 },
    },
    {
      title: 'gets the fields of another subgraph in one request for all entities of a list',
      query: '{ products { name average } }',
      data: {
        products: [
          { name: 'Table', average: 3.5 },
          { name: 'Couch', average: 4 },
          { name: 'Chair', average: null },
        ],
      },
      requests: { products: 1, reviews: 1, stock: 0 },
      representations: { reviews: 3 },
    },
    {
      title: 'gets the fields of two other subgraphs, without its key showing in the answer',
      query: '{ product(id: "1") { inStock reviews { stars } warehouse { city } name } }',
      data: {
        product: {
          inStock: true,
          reviews: [{ stars: 5 }, { stars: 2 }],
          warehouse: { city: 'City 1' },
          name: 'Table',
        },
      },
      requests: { products: 1, reviews: 1, stock: 1 },
    },
    {
      title: 'is completed where a subgraph knows nothing but its key',
      query: '{ reviews { stars product { name } } }',
      data: {
        reviews: [
          { stars: 5, product: { name: 'Table' } },
          { stars: 2, product: { name: 'Table' } },
          { stars: 4, product: { name: 'Couch' } },
        ],
      },
      requests: { reviews: 1, products: 1 },
      representations: { products: 2 },
    },
    {
      title: 'needs no other subgraph when only its key is asked for',
      query: '{ reviews { id product { id __typename } } }',
      data: {
        reviews: [
          { id: 'r1', product: { id: '1', __typename: 'Product' } },
          { id: 'r2', product: { id: '1', __typename: 'Product' } },
          { id: 'r3', product: { id: '2', __typename: 'Product' } },
        ],
      },
      requests: { products: 0, stock: 0, reviews: 1 },
    },
    {
      title: 'is not looked for when its root field is null',
      query: '{ product(id: "nobody") { name average inStock } }',
      data: { product: null },
      requests: { reviews: 0, stock: 0 },
    },
    {
      title: 'goes from the second subgraph to the third without the first',
      query: '{ reviews { product { inStock } } }',
      data: {
        reviews: [
          { product: { inStock: true } },
          { product: { inStock: true } },
          { product: { inStock: false } },
        ],
      },
      requests: { products: 0, reviews: 1, stock: 1 },
      representations: { stock: 2 },
    },
    {
      title: 'comes back to the subgraph where the operation began',
      query: '{ products { name reviews { product { name inStock } } } }',
      data: {
        products: [
          {
            name: 'Table',
            reviews: [
              { product: { name: 'Table', inStock: true } },
              { product: { name: 'Table', inStock: true } },
            ],
          },
          { name: 'Couch', reviews: [{ product: { name: 'Couch', inStock: false } }] },
          { name: 'Chair', reviews: [] },
        ],
      },
      representations: { reviews: 3, products: 2, stock: 2 },
    },
    {
      title: 'keeps two root fields of two subgraphs apart',
      query: '{ reviews { stars } firstProduct { name average } products { inStock } }',
      data: {
        reviews: [{ stars: 5 }, { stars: 2 }, { stars: 4 }],
        firstProduct: { name: 'Table', average: 3.5 },
        products: [{ inStock: true }, { inStock: false }, { inStock: true }],
      },
    },
  ],
});
