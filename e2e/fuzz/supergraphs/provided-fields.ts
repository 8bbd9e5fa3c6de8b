import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** `@provides`: the same field comes once from its owner, once with the reference to its entity. */
export const providedFields: FuzzSupergraph = {
  name: 'provided-fields',
  subgraphs: {
    users: `
      type Query { me: User user(id: ID!): User }
      type User @key(fields: "id") {
        id: ID!
        name: String @shareable
        email: String! @shareable
        home: Address @shareable
        manager: User
      }
      type Address @shareable { street: String city: City! }
      type City @shareable { name: String! zips: [Int] }
    `,
    posts: `
      type Query { posts(first: Int): [Post!]! post: Post @provides(fields: "author { name home { city { name } } }") }
      type Post @key(fields: "id") {
        id: ID!
        text: String
        author: User! @provides(fields: "name")
        editors: [User] @provides(fields: "email home { street }")
        replies: [Post]
      }
      type User @key(fields: "id") {
        id: ID!
        name: String @external
        email: String! @external
        home: Address @external
        posts(last: Int = 2): [Post]
      }
      type Address { street: String @external city: City! @external }
      type City { name: String! @external }
    `,
    ratings: `
      type Query { best: Post! worst: [Post!] }
      type Post @key(fields: "id") { id: ID! stars: Int! raters: [User!] }
      type User @key(fields: "id") { id: ID! karma: Int rated: [Post!]! }
    `,
  },
};
