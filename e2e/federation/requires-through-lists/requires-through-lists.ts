import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const carts = subgraph(
  `
  type Query { carts: [Cart!]! }
  type Cart @key(fields: "id") { id: ID! lines: [Line!]! extra: [Line] groups: [[Line!]]! }
  type Line { product: Product! count: Int! }
  type Product @key(fields: "id") { id: ID! }
`,
  {
    Query: {
      carts: () => [
        {
          id: '1',
          lines: [line('a', 2), line('b', 1)],
          extra: [null, line('b', 3)],
          groups: [[line('a', 1)], null, []],
        },
        { id: '2', lines: [], extra: null, groups: [] },
      ],
    },
  },
);
function line(id: string, count: number) {
  return { product: { id }, count };
}
const products = subgraph(
  'type Product @key(fields: "id") { id: ID! price: Int! maker: Maker } type Maker @key(fields: "id") { id: ID! }',
  {
    Product: {
      price: ({ id }: { id: string }) => (id === 'a' ? 10 : 100),
      maker: ({ id }: { id: string }) => (id === 'a' ? { id: 'm' } : null),
    },
  },
);
const makers = subgraph('type Maker @key(fields: "id") { id: ID! country: String! }', {
  Maker: { country: () => 'DE' },
});

interface Priced {
  readonly product: { readonly price: number; readonly maker?: { readonly country: string } | null };
  readonly count: number;
}
const sum = (lines: readonly (Priced | null)[]) =>
  lines.reduce((total, line) => total + (line === null ? 0 : line.product.price * line.count), 0);

const totals = subgraph(
  `
  type Cart @key(fields: "id") {
    id: ID! lines: [Line!]! @external extra: [Line] @external groups: [[Line!]]! @external
    total: Int! @requires(fields: "lines { count product { price } }")
    extraTotal: Int @requires(fields: "extra { count product { price } }")
    groupTotals: [Int]! @requires(fields: "groups { count product { price } }")
    countries: [String]! @requires(fields: "lines { product { maker { country } } }")
  }
  type Line @external { product: Product! count: Int! }
  type Product @key(fields: "id") { id: ID! price: Int! @external maker: Maker @external }
  type Maker @key(fields: "id") { id: ID! country: String! @external }
`,
  {
    Cart: {
      total: ({ lines }: { lines: Priced[] }) => sum(lines),
      extraTotal: ({ extra }: { extra: (Priced | null)[] | null }) => extra && sum(extra),
      groupTotals: ({ groups }: { groups: (Priced[] | null)[] }) =>
        groups.map((group) => group && sum(group)),
      countries: ({ lines }: { lines: Priced[] }) =>
        lines.map(({ product }) => product.maker?.country ?? null),
    },
  },
);

/** Required fields of entities in lists, which must be fetched from other subgraphs before they can be sent. */
export const requiresThroughLists = defineBehaviour({
  title: '@requires of fields of entities in lists',
  subgraphs: { carts, products, makers, totals },
  cases: [
    {
      title: 'is fulfilled by the subgraph of those entities',
      query: '{ carts { total } }',
      data: { carts: [{ total: 120 }, { total: 0 }] },
      requests: { carts: 1, products: 1, totals: 1, makers: 0 },
      representations: { products: 2 },
    },
    {
      title: 'is fulfilled through null items and null lists',
      query: '{ carts { extraTotal } }',
      data: { carts: [{ extraTotal: 300 }, { extraTotal: null }] },
    },
    {
      title: 'is fulfilled through lists of lists',
      apolloGateway: 'it does not follow required fields into lists of lists',
      query: '{ carts { groupTotals } }',
      data: { carts: [{ groupTotals: [10, null, 0] }, { groupTotals: [] }] },
    },
    {
      title: 'is fulfilled over two entities, one of which is null',
      query: '{ carts { countries } }',
      data: { carts: [{ countries: ['DE', null] }, { countries: [] }] },
    },
    {
      title: 'does not change what the client asks of the same lists',
      query: '{ carts { lines { n: count product { id } } total countries } }',
      data: {
        carts: [
          {
            lines: [
              { n: 2, product: { id: 'a' } },
              { n: 1, product: { id: 'b' } },
            ],
            total: 120,
            countries: ['DE', null],
          },
          { lines: [], total: 0, countries: [] },
        ],
      },
    },
  ],
});
