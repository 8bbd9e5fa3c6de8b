import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

function categoryOf(id: string): Record<string, unknown> {
  return {
    id: `c${id}`,
    name: `name ${id}`,
    details: id === '2' ? null : { products: 7, number: 3, depth: { a: 'a', b: 'b', c: 'c' } },
  };
}

const LABELS = ['x', 'y'].map((id) => ({ id: `c${id}`, name: `name ${id}`, colour: { red: 1, blue: 2 } }));

const a = subgraph(
  `
  type Query { product: Product! products: [Product!]! @shareable }
  type Product @key(fields: "id") { id: ID! category: Category @shareable categories: [Label!]! @shareable }
  type Category { details: Details @shareable name: String! @shareable }
  type Label { name: String! @shareable colour: Colour! @shareable }
  type Colour { red: Int! }
  type Details { products: Int @shareable depth: Depth @shareable }
  type Depth { a: String }
`,
  {
    Query: { product: () => ({ id: '1' }), products: () => [{ id: '1' }, { id: '2' }] },
    Product: { category: ({ id }: { id: string }) => categoryOf(id), categories: () => LABELS },
  },
);
const b = subgraph(
  `
  type Query { products: [Product!]! @shareable }
  type Product @key(fields: "id") @key(fields: "pid") { id: ID! pid: ID! category: Category @shareable }
  type Category { id: ID! @shareable details: Details @shareable }
  type Details { number: Int depth: Depth @shareable }
  type Depth { b: String }
`,
  {
    Query: { products: () => [{ id: '1' }, { id: '2' }] },
    Product: {
      pid: ({ id }: { id: string }) => `p${id}`,
      category: ({ id }: { id: string }) => categoryOf(id),
      __resolveReference: async ({ id, pid }: { id?: string; pid?: string }) => ({ id: id ?? pid?.slice(1) }),
    },
  },
);
const c = subgraph(
  `
  type Product @key(fields: "pid") { pid: ID! categories: [Label!]! @shareable category: Category @shareable }
  type Label { id: ID! name: String! @shareable colour: Colour! @shareable }
  type Colour { blue: Int! }
  type Category { id: ID! @shareable name: String! @shareable details: Details @shareable }
  type Details { products: Int @shareable depth: Depth @shareable }
  type Depth { c: String }
`,
  {
    Product: {
      categories: () => LABELS,
      category: ({ pid }: { pid: string }) => categoryOf(pid.slice(1)),
    },
  },
);

/** Shared objects whose missing fields can only be fetched from the entity above them. */
export const shareableMixtures = defineBehaviour({
  title: 'a field of an object without a key that another subgraph knows',
  subgraphs: { a, b, c },
  cases: [
    {
      title: 'is fetched through the entity above the object',
      query: '{ product { category { id name details { products number } } } }',
      data: { product: { category: { id: 'c1', name: 'name 1', details: { products: 7, number: 3 } } } },
    },
    {
      title: 'is fetched through two keys and several levels',
      query: '{ product { category { details { depth { a b c } } } } }',
      data: { product: { category: { details: { depth: { a: 'a', b: 'b', c: 'c' } } } } },
    },
    {
      title: 'is fetched into the items of a list',
      query: '{ product { categories { name id colour { blue red } } } }',
      data: {
        product: {
          categories: [
            { name: 'name x', id: 'cx', colour: { blue: 2, red: 1 } },
            { name: 'name y', id: 'cy', colour: { blue: 2, red: 1 } },
          ],
        },
      },
    },
    {
      title: 'is fetched for each entity of a list, with null where there is no object',
      query: '{ products { id pid category { details { number products depth { c } } } } }',
      data: {
        products: [
          { id: '1', pid: 'p1', category: { details: { number: 3, products: 7, depth: { c: 'c' } } } },
          { id: '2', pid: 'p2', category: { details: null } },
        ],
      },
    },
    {
      title: 'is fetched under two aliases of the object',
      query: '{ product { one: category { id } two: category { name d: details { number } } } }',
      data: { product: { one: { id: 'c1' }, two: { name: 'name 1', d: { number: 3 } } } },
    },
  ],
});
