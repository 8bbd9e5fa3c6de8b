import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Shareable types without keys, split over subgraphs: both sides fetch the same object and the answers are merged. */
export const splitValueTypes: FuzzSupergraph = {
  name: 'split-value-types',
  subgraphs: {
    left: `
      type Query {
        viewer: Viewer @shareable
        strictViewer: Viewer! @shareable
        grid: [[Cell!]] @shareable
        cells(count: Int, kind: Kind = ROUND): [Cell!]! @shareable
        boxes: [Box!]
      }
      type Viewer { name: String @shareable left: Int! pair: Pair @shareable cells: [Cell] @shareable box: Box }
      type Pair { a: String! shared: Int @shareable inner: Inner! @shareable }
      type Inner { x: Int! deep: Deep @shareable }
      type Deep { l: [Int!] @shareable m: String! }
      type Cell { shared: String @shareable top: Int pair: Pair @shareable }
      type Box @key(fields: "id") { id: ID! content: Pair @shareable lid: String! }
      enum Kind { ROUND SQUARE }
    `,
    right: `
      type Query {
        viewer: Viewer @shareable
        strictViewer: Viewer! @shareable
        grid: [[Cell!]] @shareable
        cells(count: Int, kind: Kind = ROUND): [Cell!]! @shareable
        box: Box
      }
      type Viewer { name: String @shareable right: [String!] pair: Pair @shareable cells: [Cell] @shareable }
      type Pair { b: Float shared: Int @shareable inner: Inner! @shareable }
      type Inner { y: [Int!]! deep: Deep @shareable }
      type Deep { l: [Int!] @shareable n: Boolean }
      type Cell { shared: String @shareable bottom: Int! pair: Pair @shareable }
      type Box @key(fields: "id") { id: ID! content: Pair @shareable weight: Int }
      enum Kind { ROUND SQUARE }
    `,
  },
};
