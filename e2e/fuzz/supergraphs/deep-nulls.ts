import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Long chains of non-null fields and lists, so that one null reaches far up. */
export const deepNulls: FuzzSupergraph = {
  name: 'deep-nulls',
  subgraphs: {
    one: `
      type Query { a: A strict: A! as: [A!] lists: [[A!]!]! loose: [[A]] ab: AorB anode: Node! }
      type A implements Node @key(fields: "id") {
        id: ID! b: B! bs: [B!]! maybe: B grid: [[B!]!] v: V! vs: [V]! leaf: Int! leaves: [[Int!]!]
      }
      type B implements Node @key(fields: "id") { id: ID! }
      type V { x: Int! y: V z: V! n: String a: A! }
      union AorB = A | B
      interface Node { id: ID! }
    `,
    two: `
      type Query { b: B! bs: [B] }
      type B @key(fields: "id") { id: ID! a: A! c: C name: String! names: [String!]! cs: [[C!]]! }
      type A @key(fields: "id") { id: ID! two: Int! twos: [Int!] w: W }
      type C @key(fields: "id") { id: ID! }
      type W { a: A! w: W words: [String!] }
    `,
    three: `
      type C @key(fields: "id") { id: ID! back: [A!] three: Float! c: C! }
      type A @key(fields: "id") { id: ID! three: [C!]! next: A! opt: Boolean }
    `,
  },
};
