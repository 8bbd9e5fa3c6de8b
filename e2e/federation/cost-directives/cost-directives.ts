import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const a = subgraph(
  `
  type Query {
    open: Int
    items(first: Int = 2 @cost(weight: 2)): [Item!]! @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false) @cost(weight: 5)
    page: Page @listSize(assumedSize: 10, sizedFields: ["items"])
  }
  type Page { items: [Item!]! }
  type Item @key(fields: "id") @cost(weight: 3) { id: ID! kind: Kind! }
  enum Kind @cost(weight: 1) { A B }
  scalar Heavy @cost(weight: 9)
`,
  {
    Query: {
      open: () => 1,
      items: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (__, n) => ({ id: String(n), kind: n === 0 ? 'A' : 'B' })),
      page: () => ({ items: [{ id: '9', kind: 'B' }] }),
    },
  },
);
const b = subgraph(
  `
  type Item @key(fields: "id") { id: ID! label: String! @cost(weight: 4) heavy: Heavy }
  scalar Heavy
`,
  { Item: { label: ({ id }: { id: string }) => `item ${id}`, heavy: () => 'h' } },
);

/** Directives on costs, which say nothing about data. */
export const costDirectives = defineBehaviour({
  title: '@cost and @listSize',
  subgraphs: { a, b },
  cases: [
    {
      title: 'have no effect on what an operation answers',
      query: '{ open items(first: 1) { label heavy kind } page { items { id label } } }',
      data: {
        open: 1,
        items: [{ label: 'item 0', heavy: 'h', kind: 'A' }],
        page: { items: [{ id: '9', label: 'item 9' }] },
      },
    },
    {
      title: 'leave default arguments alone',
      query: '{ items { id } }',
      data: { items: [{ id: '0' }, { id: '1' }] },
    },
    {
      title: 'do not show in introspection',
      anyOrder: true,
      query: '{ __schema { directives { name } } }',
      data: {
        __schema: {
          directives: ['include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })),
        },
      },
    },
  ],
});
