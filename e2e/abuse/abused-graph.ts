import { compose } from '../federation/harness/compose.js';
import { subgraph } from '../federation/harness/subgraph.js';

/** A graph in which everything can be nested. Nobody listens where its subgraphs should be: abuse does not get there. */
export const ABUSED_GRAPH = compose({
  things: subgraph(`
    scalar JSON
    enum Colour { RED GREEN BLUE }
    input Filter { and: [Filter!] text: String colour: Colour json: JSON }
    interface Node { id: ID! next: Node }
    type Thing implements Node @key(fields: "id") {
      id: ID!
      name: String
      description: String
      colour: Colour
      next: Node
      other(filter: Filter, ids: [ID!]): Thing
    }
    type Query { thing(id: ID, filter: Filter, json: JSON, numbers: [Int!]): Thing things: [Thing!] }
    type Mutation { rename(id: ID!, name: String!): Thing }
  `),
});
