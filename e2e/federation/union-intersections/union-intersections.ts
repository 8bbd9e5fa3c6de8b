import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const wide = subgraph(
  `
  type Query { medium: Medium @shareable media: [Medium!]! holder: Holder @shareable }
  union Medium = Book | Song | Film
  type Book @shareable { title: String! }
  type Song @shareable { title: String! }
  type Film { length: Int! }
  type Holder @key(fields: "id") { id: ID! medium: Medium @shareable wideOnly: Int! }
`,
  {
    Query: {
      medium: () => ({ __typename: 'Book', title: 'B' }),
      media: () => [
        { __typename: 'Song', title: 'S' },
        { __typename: 'Film', length: 90 },
        { __typename: 'Book', title: 'B' },
      ],
      holder: () => ({ id: '1', medium: { __typename: 'Book', title: 'B' }, wideOnly: 1 }),
    },
    Holder: { medium: () => ({ __typename: 'Book', title: 'B' }), wideOnly: () => 1 },
  },
);
const narrow = subgraph(
  `
  type Query { medium: Medium @shareable novel: Medium holder: Holder @shareable }
  union Medium = Book
  type Book @shareable { title: String! }
  type Holder @key(fields: "id") { id: ID! medium: Medium @shareable narrowOnly: Int! }
`,
  {
    Query: {
      medium: () => ({ __typename: 'Book', title: 'B' }),
      novel: () => ({ __typename: 'Book', title: 'N' }),
      holder: () => ({ id: '1' }),
    },
    Holder: { medium: () => ({ __typename: 'Book', title: 'B' }), narrowOnly: () => 2 },
  },
);

/** A union with more members in one subgraph than in another. */
export const unionIntersections = defineBehaviour({
  title: 'a union whose members differ between subgraphs',
  subgraphs: { wide, narrow },
  cases: [
    {
      title: 'is answered with fragments on members that the narrow subgraph does not know',
      query: '{ novel { ... on Book { title } ... on Song { t: title } ... on Film { length } } }',
      data: { novel: { title: 'N' } },
      requests: { narrow: 1, wide: 0 },
    },
    {
      title: 'is answered with a fragment on a foreign member only',
      query: '{ novel { ... on Film { length } } }',
      data: { novel: {} },
    },
    {
      title: 'is answered where both have the field',
      query: '{ medium { __typename ... on Song { title } ... on Book { title } } }',
      data: { medium: { __typename: 'Book', title: 'B' } },
    },
    {
      title: 'is answered in a list with all of its members',
      query: '{ media { __typename ... on Book { title } ... on Film { length } } }',
      data: {
        media: [
          { __typename: 'Song' },
          { __typename: 'Film', length: 90 },
          { __typename: 'Book', title: 'B' },
        ],
      },
    },
    {
      title: 'is answered below an entity that needs both subgraphs',
      query: '{ holder { wideOnly narrowOnly medium { ... on Book { title } ... on Film { length } } } }',
      data: { holder: { wideOnly: 1, narrowOnly: 2, medium: { title: 'B' } } },
    },
  ],
});
