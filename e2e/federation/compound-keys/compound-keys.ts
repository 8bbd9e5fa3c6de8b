import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const SEATS = [
  { row: 1, number: 'a', hall: { id: 'h1', building: { code: 'north' } }, price: 10 },
  { row: 1, number: 'b', hall: { id: 'h1', building: { code: 'north' } }, price: 20 },
  { row: 1, number: 'a', hall: { id: 'h2', building: { code: 'north' } }, price: 30 },
  { row: 1, number: 'a', hall: { id: 'h1', building: { code: 'south' } }, price: 40 },
];

interface SeatKey {
  readonly row: number;
  readonly number: string;
  readonly hall: { readonly id: string; readonly building: { readonly code: string } };
}

const halls = subgraph(
  `
  type Query { seats: [Seat!]! }
  type Seat @key(fields: "row number hall { id building { code } }") {
    row: Int! number: String! hall: Hall! price: Int!
  }
  type Hall @shareable { id: ID! building: Building! }
  type Building @shareable { code: String! }
`,
  {
    Query: { seats: () => SEATS },
    Seat: {
      __resolveReference: async ({ row, number, hall }: SeatKey) =>
        SEATS.find(
          (seat) =>
            seat.row === row &&
            seat.number === number &&
            seat.hall.id === hall.id &&
            seat.hall.building.code === hall.building.code,
        ),
    },
  },
);

const bookings = subgraph(
  `
  type Query { lastBooked: Seat }
  type Seat @key(fields: "hall { building { code } id } number row") {
    row: Int! number: String! hall: Hall! label: String! keyAsReceived: String!
  }
  type Hall @shareable { id: ID! building: Building! }
  type Building @shareable { code: String! }
`,
  {
    Query: { lastBooked: () => SEATS[2] },
    Seat: {
      label: ({ row, number, hall }: SeatKey) => `${hall.building.code}/${hall.id}/${row}${number}`,
      keyAsReceived: ({ hall }: SeatKey) => Object.keys(hall).sort().join(),
    },
  },
);

/** Keys of several fields, and of objects. */
export const compoundKeys = defineBehaviour({
  title: 'a key of several fields and nested objects',
  subgraphs: { halls, bookings },
  cases: [
    {
      title: 'finds each entity, though any single field of it is the same in others',
      query: '{ seats { label price } }',
      data: {
        seats: [
          { label: 'north/h1/1a', price: 10 },
          { label: 'north/h1/1b', price: 20 },
          { label: 'north/h2/1a', price: 30 },
          { label: 'south/h1/1a', price: 40 },
        ],
      },
      requests: { halls: 1, bookings: 1 },
      representations: { bookings: 4 },
    },
    {
      title: 'leads in the other direction too, where its fields are written in another order',
      query: '{ lastBooked { price } }',
      data: { lastBooked: { price: 30 } },
    },
    {
      title: 'shows only those of its parts that are asked for',
      query: '{ seats { hall { building { code } } label } }',
      data: {
        seats: [
          { hall: { building: { code: 'north' } }, label: 'north/h1/1a' },
          { hall: { building: { code: 'north' } }, label: 'north/h1/1b' },
          { hall: { building: { code: 'north' } }, label: 'north/h2/1a' },
          { hall: { building: { code: 'south' } }, label: 'south/h1/1a' },
        ],
      },
    },
    {
      title: 'holds in its objects what the key names and nothing of what the client asked for beside it',
      query: '{ seats { hall { name: id __typename } keyAsReceived } }',
      data: {
        seats: [
          { hall: { name: 'h1', __typename: 'Hall' }, keyAsReceived: 'building,id' },
          { hall: { name: 'h1', __typename: 'Hall' }, keyAsReceived: 'building,id' },
          { hall: { name: 'h2', __typename: 'Hall' }, keyAsReceived: 'building,id' },
          { hall: { name: 'h1', __typename: 'Hall' }, keyAsReceived: 'building,id' },
        ],
      },
    },
    {
      title: 'survives aliases on every one of its parts',
      apolloGateway:
        'its planner lets the alias take the place of the key in the answer of the first subgraph',
      query: '{ seats { number: row row: number h: hall { id: building { id: code } } label } }',
      data: {
        seats: [
          { number: 1, row: 'a', h: { id: { id: 'north' } }, label: 'north/h1/1a' },
          { number: 1, row: 'b', h: { id: { id: 'north' } }, label: 'north/h1/1b' },
          { number: 1, row: 'a', h: { id: { id: 'north' } }, label: 'north/h2/1a' },
          { number: 1, row: 'a', h: { id: { id: 'south' } }, label: 'south/h1/1a' },
        ],
      },
    },
  ],
});
