import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const MEDIA: Readonly<Record<string, { readonly __typename: string; readonly id: string }>> = {
  b: { __typename: 'Book', id: 'b' },
  m: { __typename: 'Movie', id: 'm' },
};

const library = subgraph(
  `
  type Query { shelf: [Media!]! @provides(fields: "... on Book { title }") bare: [Media!]! }
  union Media = Book | Movie
  type Book @key(fields: "id") { id: ID! title: String! @external }
  type Movie @key(fields: "id") { id: ID! }
`,
  {
    Query: {
      shelf: () => [{ ...MEDIA['b'], title: 'provided book' }, MEDIA['m']],
      bare: () => [MEDIA['b'], MEDIA['m']],
    },
  },
);
const zoo = subgraph(
  `
  type Query { pets: [Pet!]! @provides(fields: "owner { name ... on Keeper { badge } }") stray: Pet }
  interface Pet { id: ID! owner: Owner }
  type Dog implements Pet @key(fields: "id") { id: ID! owner: Owner @external barks: Boolean! }
  type Cat implements Pet @key(fields: "id") { id: ID! owner: Owner @external }
  interface Owner { name: String! }
  type Keeper implements Owner { name: String! @shareable badge: Int! @shareable }
`,
  {
    Query: {
      pets: () => [
        {
          __typename: 'Dog',
          id: 'd',
          barks: true,
          owner: { __typename: 'Keeper', name: 'provided', badge: 1 },
        },
        { __typename: 'Cat', id: 'c', owner: { __typename: 'Keeper', name: 'provided', badge: 2 } },
      ],
      stray: () => ({ __typename: 'Cat', id: 's' }),
    },
  },
);
const titles = subgraph(
  `
  type Book @key(fields: "id") { id: ID! title: String! @shareable pages: Int }
  type Movie @key(fields: "id") { id: ID! title: String! }
  type Dog @key(fields: "id") { id: ID! owner: Owner @shareable }
  type Cat @key(fields: "id") { id: ID! owner: Owner @shareable }
  interface Owner { name: String! }
  type Keeper implements Owner { name: String! @shareable badge: Int! @shareable }
`,
  {
    Book: { title: () => "owner's book", pages: () => 300 },
    Movie: { title: () => "owner's movie" },
    Dog: { owner: () => ({ __typename: 'Keeper', name: 'true owner', badge: 9 }) },
    Cat: { owner: () => null },
  },
);

/** `@provides` with fragments, on unions and interfaces. */
export const providesOnAbstractTypes = defineBehaviour({
  title: '@provides on unions and interfaces',
  subgraphs: { library, zoo, titles },
  cases: [
    {
      title: 'holds for the member that its fragment names, and the others go to the owner',
      query: '{ shelf { ... on Book { title } ... on Movie { title } } }',
      data: { shelf: [{ title: 'provided book' }, { title: "owner's movie" }] },
      representations: { titles: 1 },
    },
    {
      title: 'needs no other request for the member that its fragment names',
      query: '{ shelf { __typename ... on Book { id title } } }',
      data: { shelf: [{ __typename: 'Book', id: 'b', title: 'provided book' }, { __typename: 'Movie' }] },
      requests: { titles: 0 },
    },
    {
      title: 'does not hold for another field of the same type',
      query: '{ bare { ... on Movie { title } ... on Book { t: title } } }',
      data: { bare: [{ t: "owner's book" }, { title: "owner's movie" }] },
    },
    {
      title: 'holds for all implementations of an interface',
      query: '{ pets { owner { name ... on Keeper { badge } } id } }',
      data: {
        pets: [
          { owner: { name: 'provided', badge: 1 }, id: 'd' },
          { owner: { name: 'provided', badge: 2 }, id: 'c' },
        ],
      },
      requests: { titles: 0 },
    },
    {
      title: 'does not hold for another field of the same interface',
      query: '{ stray { owner { name } __typename } }',
      data: { stray: { owner: null, __typename: 'Cat' } },
    },
  ],
});
