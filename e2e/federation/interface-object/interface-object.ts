import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const MEDIA = [
  { __typename: 'Book', id: '1', title: 'A book', pages: 100 },
  { __typename: 'Film', id: '2', title: 'A film', minutes: 90 },
  { __typename: 'Book', id: '3', title: 'Another book', pages: 200 },
];

const media = subgraph(
  `
  type Query { media: [Media!]! medium(id: ID!): Media books: [Book!]! }
  interface Media @key(fields: "id") { id: ID! title: String! }
  type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int! }
  type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! }
`,
  {
    Query: {
      media: () => MEDIA,
      medium: (_: unknown, { id }: { id: string }) => MEDIA.find((each) => each.id === id),
      books: () => MEDIA.filter(({ __typename }) => __typename === 'Book'),
    },
    Media: {
      __resolveReference: async ({ id }: { id: string }) => MEDIA.find((each) => each.id === id) ?? null,
    },
    Book: { __resolveReference: async ({ id }: { id: string }) => MEDIA.find((each) => each.id === id) },
    Film: { __resolveReference: async ({ id }: { id: string }) => MEDIA.find((each) => each.id === id) },
  },
);
const reviews = subgraph(
  `
  type Query { top: Media topRated: [Media!]! review: Review! }
  type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! reviews: [Review!]! }
  type Review { text: String! subject: Media! }
`,
  {
    Query: {
      top: () => ({ id: '2' }),
      topRated: () => [{ id: '3' }, { id: '2' }, { id: '1' }],
      review: () => ({ text: 'good', subject: { id: '1' } }),
    },
    Media: {
      stars: ({ id }: { id: string }) => Number(id),
      reviews: ({ id }: { id: string }) => [{ text: `about ${id}`, subject: { id } }],
    },
  },
);
const prices = subgraph(
  `
  type Media @key(fields: "id") @interfaceObject { id: ID! lent: Boolean! }
`,
  { Media: { lent: ({ id }: { id: string }) => id === '2' } },
);

/** A subgraph that treats an interface as one object type. */
export const interfaceObject = defineBehaviour({
  title: '@interfaceObject',
  subgraphs: { media, reviews, prices },
  cases: [
    {
      title: 'adds its fields to all implementations',
      query: '{ media { title stars } }',
      data: {
        media: [
          { title: 'A book', stars: 1 },
          { title: 'A film', stars: 2 },
          { title: 'Another book', stars: 3 },
        ],
      },
      requests: { media: 1, reviews: 1 },
    },
    {
      title: 'adds its fields to an implementation that is asked for by itself',
      query: '{ books { pages stars lent } }',
      data: {
        books: [
          { pages: 100, stars: 1, lent: false },
          { pages: 200, stars: 3, lent: false },
        ],
      },
    },
    {
      title: 'serves fields of its own without asking for the type',
      query: '{ topRated { id stars } }',
      data: {
        topRated: [
          { id: '3', stars: 3 },
          { id: '2', stars: 2 },
          { id: '1', stars: 1 },
        ],
      },
      requests: { reviews: 1, media: 0, prices: 0 },
    },
    {
      title: 'never shows itself as a type: __typename is that of the implementation',
      query: '{ top { __typename id } topRated { kind: __typename } }',
      data: {
        top: { __typename: 'Film', id: '2' },
        topRated: [{ kind: 'Book' }, { kind: 'Film' }, { kind: 'Book' }],
      },
    },
    {
      title: 'is resolved where fragments name implementations',
      query: '{ topRated { ... on Book { pages } ... on Film { minutes stars } } }',
      data: { topRated: [{ pages: 200 }, { minutes: 90, stars: 2 }, { pages: 100 }] },
    },
    {
      title: 'keeps to the implementation where a fragment asks for its own fields only',
      query: '{ topRated { ... on Book { stars } } }',
      data: { topRated: [{ stars: 3 }, {}, { stars: 1 }] },
    },
    {
      title: 'gets fields of the interface from the subgraph that has them',
      query: '{ top { title stars lent } }',
      data: { top: { title: 'A film', stars: 2, lent: true } },
    },
    {
      title: 'is passed to another interface object without the interface in between',
      query: '{ topRated { lent } }',
      data: { topRated: [{ lent: false }, { lent: true }, { lent: false }] },
      requests: { reviews: 1, prices: 1, media: 0 },
    },
    {
      title: 'is reached deep in an answer, there and back again',
      query: '{ review { subject { title reviews { subject { __typename ... on Book { pages } lent } } } } }',
      data: {
        review: {
          subject: {
            title: 'A book',
            reviews: [{ subject: { __typename: 'Book', pages: 100, lent: false } }],
          },
        },
      },
    },
    {
      title: 'takes fragments on the interface itself',
      query:
        '{ medium(id: "1") { ... on Media { stars ... on Book { pages lent } } } top { ... on Media { title } } }',
      data: { medium: { stars: 1, pages: 100, lent: false }, top: { title: 'A film' } },
    },
    {
      title: 'is the interface in introspection',
      anyOrder: true,
      query: '{ __type(name: "Media") { kind fields { name } possibleTypes { name } } }',
      data: {
        __type: {
          kind: 'INTERFACE',
          fields: ['id', 'title', 'stars', 'reviews', 'lent'].map((name) => ({ name })),
          possibleTypes: [{ name: 'Book' }, { name: 'Film' }],
        },
      },
    },
  ],
});
