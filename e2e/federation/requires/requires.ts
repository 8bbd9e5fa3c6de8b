import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const PARCELS = [
  { id: '1', weight: 3, size: { width: 2, height: 4, unit: { name: 'cm' } }, labels: ['fragile', 'new'] },
  { id: '2', weight: 5, size: { width: 1, height: 1, unit: { name: 'm' } }, labels: [] },
  { id: '3', weight: 0, size: null, labels: ['odd'] },
];
type Parcel = (typeof PARCELS)[number];
const parcel = (id: string) => PARCELS.find((each) => each.id === id);

const parcels = subgraph(
  `
  type Query { parcels: [Parcel!]! parcel(id: ID!): Parcel }
  type Parcel @key(fields: "id") { id: ID! weight: Int! size: Size labels: [String!]! items: [Item!]! }
  type Size { width: Int! height: Int! unit: Unit! }
  type Unit { name: String! }
  type Item { name: String! price: Int! }
`,
  {
    Query: { parcels: () => PARCELS, parcel: (_: unknown, { id }: { id: string }) => parcel(id) },
    Parcel: {
      __resolveReference: async ({ id }: { id: string }) => parcel(id),
      items: ({ id }: { id: string }) =>
        id === '3' ? [] : [1, 2].map((n) => ({ name: `item ${id}.${n}`, price: n * Number(id) })),
    },
  },
);
const shipping = subgraph(
  `
  type Query { outbox: [Parcel!]! }
  type Parcel @key(fields: "id") {
    id: ID!
    weight: Int! @external
    size: Size @external
    labels: [String!]! @external
    items: [Item!]! @external
    cost: Int! @requires(fields: "weight")
    volume: String @requires(fields: "size { width height unit { name } }")
    warning: String! @requires(fields: "labels")
    value: Int! @requires(fields: "items { price }")
    carrier: String!
    everything: String! @requires(fields: "weight labels size { width }")
  }
  type Size @external { width: Int! height: Int! unit: Unit! }
  type Unit @external { name: String! }
  type Item { price: Int! @external }
`,
  {
    Query: { outbox: () => [{ id: '2' }, { id: '1' }] },
    Parcel: {
      cost: ({ weight }: Parcel) => weight * 10,
      volume: ({ size }: Parcel) => size && `${size.width * size.height} ${size.unit.name}²`,
      warning: ({ labels }: Parcel) => (labels.length === 0 ? 'none' : labels.join(' and ')),
      value: ({ items }: { items: { price: number }[] }) => items.reduce((sum, { price }) => sum + price, 0),
      carrier: ({ id }: Parcel) => `carrier ${id}`,
      everything: (reference: Parcel) => JSON.stringify(sorted(reference)),
    },
  },
);
/** A copy with the keys of all objects in the order of the alphabet. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** Fields that are computed from fields of other subgraphs. */
export const requires = defineBehaviour({
  title: '@requires',
  subgraphs: { parcels, shipping },
  cases: [
    {
      title: 'sends the required field along, though the client does not ask for it',
      query: '{ parcels { cost } }',
      data: { parcels: [{ cost: 30 }, { cost: 50 }, { cost: 0 }] },
      requests: { parcels: 1, shipping: 1 },
    },
    {
      title: 'fetches the required field first where the operation begins in the subgraph that requires it',
      query: '{ outbox { cost carrier } }',
      data: {
        outbox: [
          { cost: 50, carrier: 'carrier 2' },
          { cost: 30, carrier: 'carrier 1' },
        ],
      },
      requests: { shipping: 2, parcels: 1 },
    },
    {
      title: 'is of no matter for the fields that require nothing',
      query: '{ outbox { carrier } }',
      data: { outbox: [{ carrier: 'carrier 2' }, { carrier: 'carrier 1' }] },
      requests: { shipping: 1, parcels: 0 },
    },
    {
      title: 'sends nested objects, and null for an object that is null',
      query: '{ parcels { volume } }',
      data: { parcels: [{ volume: '8 cm²' }, { volume: '1 m²' }, { volume: null }] },
    },
    {
      title: 'sends lists of leaves, empty ones included',
      query: '{ parcels { warning } }',
      data: { parcels: [{ warning: 'fragile and new' }, { warning: 'none' }, { warning: 'odd' }] },
    },
    {
      title: 'sends a field of each object of a list',
      query: '{ parcels { value items { name } } }',
      data: {
        parcels: [
          { value: 3, items: [{ name: 'item 1.1' }, { name: 'item 1.2' }] },
          { value: 6, items: [{ name: 'item 2.1' }, { name: 'item 2.2' }] },
          { value: 0, items: [] },
        ],
      },
    },
    {
      title: 'sends just what the fields of one request require, in all their forms',
      query: '{ parcel(id: "1") { everything } none: parcel(id: "3") { everything } }',
      data: {
        parcel: {
          everything:
            '{"__typename":"Parcel","id":"1","labels":["fragile","new"],"size":{"width":2},"weight":3}',
        },
        none: { everything: '{"__typename":"Parcel","id":"3","labels":["odd"],"size":null,"weight":0}' },
      },
    },
    {
      title: 'finds the required fields behind the aliases of the client',
      query: '{ parcels { w: weight cost s: size { w: width } volume labels: id } }',
      data: {
        parcels: [
          { w: 3, cost: 30, s: { w: 2 }, volume: '8 cm²', labels: '1' },
          { w: 5, cost: 50, s: { w: 1 }, volume: '1 m²', labels: '2' },
          { w: 0, cost: 0, s: null, volume: null, labels: '3' },
        ],
      },
    },
    {
      title: 'does not take an alias of the client for the required field',
      query: '{ parcels { weight: id cost } }',
      apolloGateway: 'its planner lets the alias take the place of the required field',
      data: {
        parcels: [
          { weight: '1', cost: 30 },
          { weight: '2', cost: 50 },
          { weight: '3', cost: 0 },
        ],
      },
    },
    {
      title: 'is fulfilled for the same entity at two places',
      query: '{ outbox { cost } parcel(id: "1") { cost volume } }',
      data: { outbox: [{ cost: 50 }, { cost: 30 }], parcel: { cost: 30, volume: '8 cm²' } },
    },
    {
      title: 'gives aliased fields that require the same',
      query: '{ parcel(id: "1") { a: cost b: cost warning } }',
      data: { parcel: { a: 30, b: 30, warning: 'fragile and new' } },
    },
  ],
});
