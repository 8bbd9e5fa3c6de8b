import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const links = subgraph(
  `
  type Query { top: [Product!]! }
  type Product @key(fields: "id") { id: ID! pid: String @shareable }
`,
  {
    Query: { top: () => [{ id: '1' }, { id: '2' }] },
    Product: { pid: ({ id }: { id: string }) => `p${id}` },
  },
);
const products = subgraph(
  `
  type Product @key(fields: "id") @key(fields: "id pid") { id: ID! pid: String @shareable category: Category! @shareable }
  type Category @key(fields: "id") { id: ID! tag: String! @shareable }
`,
  {
    Product: {
      __resolveReference: async ({ id }: { id: string }) => ({
        id,
        pid: `p${id}`,
        category: { id: `c${id}`, tag: `t${id}` },
      }),
    },
    Category: { __resolveReference: async ({ id }: { id: string }) => ({ id, tag: `t${id.slice(1)}` }) },
  },
);
interface Reference {
  readonly id: string;
  readonly pid?: string;
  readonly category: { readonly id: string; readonly tag: string };
}
const prices = subgraph(
  `
  type Query { cheap: [Product!]! }
  type Product @key(fields: "id pid category { id tag }") {
    id: ID! pid: String @shareable category: Category! @shareable price: String!
  }
  type Category @key(fields: "id tag") { id: ID! tag: String! discount: Int! }
`,
  {
    Query: { cheap: () => [{ id: '2', pid: 'p2', category: { id: 'c2', tag: 't2' } }] },
    Product: { price: ({ id, pid, category }: Reference) => [id, pid, category.id, category.tag].join('/') },
    Category: { discount: ({ id }: { id: string }) => Number(id.slice(1)) },
  },
);

/** Keys that lead through another entity. */
export const nestedEntityKeys = defineBehaviour({
  title: 'a key that holds the key of another entity',
  subgraphs: { links, products, prices },
  cases: [
    {
      title: 'is collected from the subgraph that knows its parts',
      query: '{ top { price } }',
      data: { top: [{ price: '1/p1/c1/t1' }, { price: '2/p2/c2/t2' }] },
      requests: { links: 1, products: 1, prices: 1 },
    },
    {
      title: 'leads to fields of the inner entity in the same subgraph',
      query: '{ top { category { discount tag } price } }',
      data: {
        top: [
          { category: { discount: 1, tag: 't1' }, price: '1/p1/c1/t1' },
          { category: { discount: 2, tag: 't2' }, price: '2/p2/c2/t2' },
        ],
      },
    },
    {
      title: 'is at hand where the operation begins in the subgraph that has it',
      query: '{ cheap { price category { id discount } pid } }',
      data: { cheap: [{ price: '2/p2/c2/t2', category: { id: 'c2', discount: 2 }, pid: 'p2' }] },
      requests: { links: 0, products: 0 },
    },
  ],
});
