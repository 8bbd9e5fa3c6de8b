import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Unions of entities and value types, in lists and lists of lists; one subgraph knows fewer members than another. */
export const unions: FuzzSupergraph = {
  name: 'unions',
  subgraphs: {
    search: `
      type Query { search(text: String!): [Result!] top: Result grid: [[Result]] mixed: [Thing] }
      union Result = Book | Song | Note
      union Thing = Book | Note
      type Book @key(fields: "isbn") { isbn: ID! title: String }
      type Song @key(fields: "id") { id: ID! title: String! related: [Result] }
      type Note { text: String on: Result title: Int }
    `,
    books: `
      type Query { books: [Book] shelf: Shelf }
      type Book @key(fields: "isbn") { isbn: ID! pages: Int author: Person! sequel: Book }
      type Person @key(fields: "id") { id: ID! name: String wrote: [Book!]! }
      type Shelf { left: Item right: Item all: [Item!]! }
      union Item = Book | Plant
      type Plant { water: Float! title: String }
    `,
    music: `
      type Query { songs: [Song!] }
      type Song @key(fields: "id") { id: ID! seconds: Int! singer: Performer }
      type Person @key(fields: "id") { id: ID! sings: [Song] stage: Performer }
      type Band @key(fields: "id") { id: ID! members: [Person!] leader: Person! }
      union Performer = Person | Band
    `,
  },
};
