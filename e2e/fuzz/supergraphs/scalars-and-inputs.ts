import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Leaves of all kinds, lists of lists, and arguments of all kinds. `BigNumber` and `JSON` hold numbers of any form. */
export const scalarsAndInputs: FuzzSupergraph = {
  name: 'scalars-and-inputs',
  subgraphs: {
    values: `
      type Query {
        echo(text: String, id: ID, int: Int, float: Float, flag: Boolean, big: BigNumber): String
        find(filter: Filter!, more: [Filter!]): [Item]
        colours(only: [Colour!], not: Colour = RED): [Colour]
        table(size: [[Int!]] = [[1], [2, 3]]): [[[Int]!]]
        anything(like: JSON): JSON
        item(key: ID! = "i"): Item
      }
      input Filter { name: String colour: Colour = GREEN range: Range and: [Filter!] ids: [ID] big: BigNumber }
      input Range { min: Int! = 1 max: Int step: Float = 0.5 }
      enum Colour { RED GREEN BLUE }
      scalar JSON
      scalar BigNumber
      type Item @key(fields: "number colour") {
        number: Int! colour: Colour!
        big: BigNumber bigs: [[BigNumber!]] exact: BigNumber!
        json: JSON jsons: [JSON!]!
        text: String! texts(filter: Filter): [String]
        float: Float! floats: [Float!] flag: Boolean id: ID ids: [ID!]!
        palette: [[Colour!]!]
      }
    `,
    extras: `
      type Query { items(colours: [Colour!]! = [RED, BLUE]): [Item!]! }
      enum Colour { RED GREEN BLUE }
      scalar JSON
      scalar BigNumber
      input Bounds { low: BigNumber high: BigNumber deep: [[Colour]] }
      type Item @key(fields: "number colour") {
        number: Int! colour: Colour!
        big: BigNumber @external json: JSON @external palette: [[Colour!]!] @external
        digest: String! @requires(fields: "big json palette")
        sum(bounds: Bounds, plus: [BigNumber!] = [1, 2]): BigNumber
        tags(like: JSON): [JSON]
        near: Item
      }
    `,
  },
};
