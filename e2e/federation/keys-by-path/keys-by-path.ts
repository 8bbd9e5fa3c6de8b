import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const BOOKS = [
  { isbn: 'i1', id: 'b1', title: 'First' },
  { isbn: 'i2', id: 'b2', title: 'Second' },
];
type Book = (typeof BOOKS)[number];

const catalogue = subgraph(
  `
  type Query { books: [Book!]! }
  type Book @key(fields: "isbn") @key(fields: "id") { isbn: String! id: ID! title: String! foundBy: String! }
`,
  {
    Query: { books: () => BOOKS.map((book) => ({ ...book, foundBy: 'list' })) },
    Book: {
      __resolveReference: async (reference: Partial<Book>) => {
        const book = BOOKS.find(({ isbn, id }) => isbn === reference.isbn || id === reference.id);
        return book && { ...book, foundBy: reference.id === undefined ? 'isbn' : 'id' };
      },
    },
  },
);
const shelves = subgraph(
  `
  type Query { shelf: [Book!]! }
  type Book @key(fields: "isbn", resolvable: false) { isbn: String! }
`,
  { Query: { shelf: () => [{ isbn: 'i2' }, { isbn: 'i1' }, { isbn: 'i2' }] } },
);
const loans = subgraph(
  `
  type Query { loans: [Loan!]! }
  type Loan { day: Int! book: Book! }
  type Book @key(fields: "id") { id: ID! lent: Boolean! }
`,
  {
    Query: { loans: () => [{ day: 3, book: { id: 'b1' } }] },
    Book: { lent: ({ id }: { id: string }) => id === 'b1' },
  },
);

/** The same type, found by one key here and by another there. */
export const keysByPath = defineBehaviour({
  title: 'an entity with several keys',
  subgraphs: { catalogue, shelves, loans },
  cases: [
    {
      title: 'is found by the key that the subgraph of each place knows',
      query: '{ shelf { title foundBy } loans { day book { title foundBy } } }',
      data: {
        shelf: [
          { title: 'Second', foundBy: 'isbn' },
          { title: 'First', foundBy: 'isbn' },
          { title: 'Second', foundBy: 'isbn' },
        ],
        loans: [{ day: 3, book: { title: 'First', foundBy: 'id' } }],
      },
      representations: { catalogue: 3 },
    },
    {
      title: 'goes through the subgraph that knows both keys where two others have none in common',
      query: '{ shelf { lent } }',
      data: { shelf: [{ lent: false }, { lent: true }, { lent: false }] },
      requests: { shelves: 1, catalogue: 1, loans: 1 },
      representations: { catalogue: 2, loans: 2 },
    },
    {
      title: 'never asks a subgraph that declares its key as not resolvable',
      query: '{ loans { book { isbn title lent } } }',
      data: { loans: [{ book: { isbn: 'i1', title: 'First', lent: true } }] },
      requests: { shelves: 0 },
    },
    {
      title: 'gives a key that the first subgraph has, without another request',
      query: '{ shelf { isbn } }',
      data: { shelf: [{ isbn: 'i2' }, { isbn: 'i1' }, { isbn: 'i2' }] },
      requests: { shelves: 1, catalogue: 0, loans: 0 },
    },
  ],
});
