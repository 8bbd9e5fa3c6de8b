import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Interfaces with keys, to which other subgraphs add fields without knowing their implementations. */
export const interfaceObjects: FuzzSupergraph = {
  name: 'interface-objects',
  subgraphs: {
    media: `
      type Query { media(n: Int): Media allMedia: [Media!] book: Book films(first: Int): [Film] }
      interface Media @key(fields: "id") { id: ID! title: String sequel: Media }
      type Book implements Media @key(fields: "id") { id: ID! title: String sequel: Media pages: Int! }
      type Film implements Media @key(fields: "id") { id: ID! title: String sequel: Media minutes: Int studio: Studio }
      type Game implements Media @key(fields: "id") { id: ID! title: String sequel: Media levels: [Int!] }
      type Studio @key(fields: "id") { id: ID! name: String! }
    `,
    reviews: `
      type Query { topRated: [Media] reviewed: Media! }
      type Media @key(fields: "id") @interfaceObject { id: ID! reviews(first: Int = 2): [Review!] score: Float }
      type Review { body: String media: Media! author: Critic }
      type Critic @key(fields: "id") { id: ID! name: String favourite: Media }
    `,
    shops: `
      type Query { bestSeller: Media }
      type Media @key(fields: "id") @interfaceObject { id: ID! price: Int! sameShop: [Media!] score: Float @external badge: String @requires(fields: "score") }
      type Critic @key(fields: "id") { id: ID! bought: [Media] }
      type Studio @key(fields: "id") { id: ID! merchandise: [String] best: Media }
    `,
  },
};
