import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

async function find({ id, code }: { id?: string; code?: string }) {
  return ITEMS.find((item) => item.id === id || item.code === code) ?? null;
}
const ITEMS = [
  { __typename: 'Tool', id: '1', code: 'c1', handle: 'wood' },
  { __typename: 'Toy', id: '2', code: 'c2', age: 3 },
];

const a = subgraph(
  `
  type Query { item: Item items: [Item]! }
  interface Item @key(fields: "id") @key(fields: "code") { id: ID! code: String! }
  type Tool implements Item @key(fields: "id") @key(fields: "code") { id: ID! code: String! handle: String! }
  type Toy implements Item @key(fields: "id") @key(fields: "code") { id: ID! code: String! age: Int! }
`,
  {
    Query: { item: () => ITEMS[0], items: () => [...ITEMS, null, ITEMS[0]] },
    Item: { __resolveReference: find },
    Tool: { __resolveReference: find },
    Toy: { __resolveReference: find },
  },
);
const b = subgraph(
  `
  type Query { byCode: Item }
  type Item @key(fields: "code") @interfaceObject { code: String! rank: Int! owner: Person }
  type Person @key(fields: "id") { id: ID! favourites: [Item!]! }
`,
  {
    Query: { byCode: () => ({ code: 'c2' }) },
    Item: {
      rank: ({ code }: { code: string }) => Number(code.slice(1)) * 10,
      owner: ({ code }: { code: string }) => (code === 'c1' ? { id: 'p' } : null),
    },
    Person: { favourites: () => [{ code: 'c2' }, { code: 'c1' }] },
  },
);
const c = subgraph(
  `
  type Item @key(fields: "id") @interfaceObject { id: ID! rank: Int! @external medal: String! @requires(fields: "rank") }
  type Person @key(fields: "id") { id: ID! name: String! }
`,
  {
    Item: { medal: ({ rank }: { rank: number }) => (rank > 15 ? 'gold' : 'tin') },
    Person: { name: () => 'Pat' },
  },
);

/** Interface objects with different keys, that require each other's fields. */
export const interfaceObjectChains = defineBehaviour({
  title: 'several @interfaceObjects of one interface',
  subgraphs: { a, b, c },
  cases: [
    {
      title: 'are reached by different keys',
      query: '{ items { rank medal } }',
      data: {
        items: [{ rank: 10, medal: 'tin' }, { rank: 20, medal: 'gold' }, null, { rank: 10, medal: 'tin' }],
      },
      representations: { b: 2, c: 2 },
    },
    {
      title: 'lead from one to the other through the interface, which knows both keys',
      query: '{ byCode { medal id } }',
      data: { byCode: { medal: 'gold', id: '2' } },
    },
    {
      title: 'know the type in the end',
      query: '{ byCode { __typename medal ... on Toy { age rank } ... on Tool { handle } } }',
      data: { byCode: { __typename: 'Toy', medal: 'gold', age: 3, rank: 20 } },
    },
    {
      title: 'lead through entities that are none, there and back',
      query:
        '{ item { ... on Tool { handle owner { name favourites { __typename medal ... on Tool { handle } } } } } }',
      data: {
        item: {
          handle: 'wood',
          owner: {
            name: 'Pat',
            favourites: [
              { __typename: 'Toy', medal: 'gold' },
              { __typename: 'Tool', medal: 'tin', handle: 'wood' },
            ],
          },
        },
      },
    },
    {
      title: 'take aliases of everything',
      query: '{ x: byCode { code: medal id: code k: id t: __typename } }',
      data: { x: { code: 'gold', id: 'c2', k: '2', t: 'Toy' } },
      apolloGateway: 'its planner lets an alias take the place of the key in the answer of a subgraph',
    },
  ],
});
