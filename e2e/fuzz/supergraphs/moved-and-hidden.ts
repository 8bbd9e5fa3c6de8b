import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** `@override`, `@inaccessible` fields that keys and `@requires` need, `@tag`, and names that are traps in JavaScript. */
export const movedAndHidden: FuzzSupergraph = {
  name: 'moved-and-hidden',
  subgraphs: {
    old: `
      type Query { thing: Thing things: [Thing!] constructor: Thing hidden: Secret @inaccessible }
      type Thing @key(fields: "id") @key(fields: "serial") {
        id: ID! serial: Int! @inaccessible
        moved: String stays: String toString: String length: Int
        secret: Secret @inaccessible
        then: Thing
        data: [Thing]
      }
      type Secret @inaccessible { code: Int! text: String }
      enum Level { LOW HIGH SECRET @inaccessible }
    `,
    new: `
      type Query { newest: Thing level(of: Level): Level errors: [Thing] }
      type Thing @key(fields: "id") {
        id: ID!
        moved: String @override(from: "old")
        level: Level
        fresh: [Int!]! @tag(name: "x")
        hasOwnProperty: Boolean
      }
      enum Level { LOW HIGH SECRET @inaccessible }
    `,
    side: `
      type Thing @key(fields: "serial") {
        serial: Int! @inaccessible
        secret: Secret @external
        answer: Int @requires(fields: "secret { code text }")
        extensions: Thing
        prototype: [String]
      }
      type Secret @inaccessible { code: Int! @external text: String @external }
    `,
  },
};
