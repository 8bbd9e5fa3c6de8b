import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const KINDS = ['Car', 'Boat', 'Plane', 'Bike'] as const;
const all = KINDS.map((kind, n) => ({ __typename: kind, id: `${n}`, make: `make ${n}` }));

const fleet = subgraph(
  `
  type Query { vehicles: [Vehicle!]! trip: Trip }
  type Trip { by: Vehicle legs: [Leg!]! }
  type Leg { vehicle: Vehicle! }
  interface Vehicle @key(fields: "id") { id: ID! make: String! }
  ${KINDS.map((kind) => `type ${kind} implements Vehicle @key(fields: "id") { id: ID! make: String! only${kind}: Int }`).join('\n')}
`,
  {
    Query: {
      vehicles: () => all,
      trip: () => ({ by: all[2], legs: [all[3], all[0], all[3]].map((vehicle) => ({ vehicle })) }),
    },
    Vehicle: { __resolveReference: async ({ id }: { id: string }) => all[Number(id)] },
    ...Object.fromEntries(
      KINDS.map((kind, n) => [
        kind,
        { __resolveReference: async ({ id }: { id: string }) => all[Number(id)], [`only${kind}`]: () => n },
      ]),
    ),
  },
);
const sizes = subgraph(
  `
  interface Vehicle { id: ID! weight: Int! }
  interface Wheeled { id: ID! weight: Int! wheels: Int! }
  type Car implements Vehicle & Wheeled @key(fields: "id") { id: ID! weight: Int! wheels: Int! }
  type Bike implements Vehicle & Wheeled @key(fields: "id") { id: ID! weight: Int! wheels: Int! }
  type Boat implements Vehicle @key(fields: "id") { id: ID! weight: Int! }
  type Plane implements Vehicle @key(fields: "id") { id: ID! weight: Int! next: Vehicle }
`,
  {
    Car: { weight: () => 1000, wheels: () => 4 },
    Bike: { weight: () => 10, wheels: () => 2 },
    Boat: { weight: () => 5000 },
    Plane: { weight: () => 9000, next: () => ({ __typename: 'Bike', id: '3' }) },
  },
);

/** Entities behind an interface, of many types in one request. */
export const interfaceKeys = defineBehaviour({
  title: 'entities of many types behind an interface',
  subgraphs: { fleet, sizes },
  cases: [
    {
      title: 'get a field of the interface in one request',
      query: '{ vehicles { make weight } }',
      data: {
        vehicles: [1000, 5000, 9000, 10].map((weight, n) => ({ make: `make ${n}`, weight })),
      },
      requests: { fleet: 1, sizes: 1 },
      representations: { sizes: 4 },
    },
    {
      title: 'get fields of an interface that only the other subgraph knows',
      query: '{ vehicles { id ... on Wheeled { wheels weight } ... on Plane { onlyPlane } } }',
      data: {
        vehicles: [
          { id: '0', wheels: 4, weight: 1000 },
          { id: '1' },
          { id: '2', onlyPlane: 2 },
          { id: '3', wheels: 2, weight: 10 },
        ],
      },
    },
    {
      title: 'get fields of some types only, and the others are not sent',
      query: '{ vehicles { ... on Boat { weight } } }',
      data: { vehicles: [{}, { weight: 5000 }, {}, {}] },
      representations: { sizes: 1 },
    },
    {
      title: 'are met at several places',
      query:
        '{ trip { by { weight ... on Plane { next { make weight __typename } } } legs { vehicle { weight __typename } } } }',
      data: {
        trip: {
          by: { weight: 9000, next: { make: 'make 3', weight: 10, __typename: 'Bike' } },
          legs: [
            { vehicle: { weight: 10, __typename: 'Bike' } },
            { vehicle: { weight: 1000, __typename: 'Car' } },
            { vehicle: { weight: 10, __typename: 'Bike' } },
          ],
        },
      },
    },
    {
      title: 'have a field under different aliases by type',
      query:
        '{ vehicles { ... on Car { a: weight } ... on Boat { b: weight make } ... on Wheeled { c: weight } } }',
      data: {
        vehicles: [{ a: 1000, c: 1000 }, { b: 5000, make: 'make 1' }, {}, { c: 10 }],
      },
    },
  ],
});
