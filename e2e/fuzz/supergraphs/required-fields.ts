import type { FuzzSupergraph } from './fuzz-supergraph.js';

/**
 * `@requires`: of leaves, nested objects, lists, abstract types, fields with arguments, and of fields that require others.
 * Why `rate` and `toll` are hidden and `shipping` never leads to parcels: see "Requires" in known-planner-faults.md.
 */
export const requiredFields: FuzzSupergraph = {
  name: 'required-fields',
  subgraphs: {
    parcels: `
      type Query { parcel(id: Int): Parcel parcels: [Parcel] first: Parcel! }
      type Parcel @key(fields: "id") {
        id: ID!
        weight: Float
        worth: BigNumber!
        size: Size!
        marks: [Mark!]
        price(currency: Currency!): Int
        rate(currency: Currency!): Int @inaccessible
        next: Parcel
        seals: [[Int]]
        sizes: [Size]
      }
      type Size { width: Int! height: Int depth: Depth }
      type Depth { value: Int unit: String! }
      union Mark = Stamp | Label
      type Stamp { colour: String country: String! }
      type Label { text: String! lines: [String] }
      enum Currency { EUR USD }
      scalar BigNumber
    `,
    shipping: `
      type Query { routes: [Route!] }
      type Parcel @key(fields: "id") {
        id: ID!
        weight: Float @external
        worth: BigNumber! @external
        size: Size! @external
        rate(currency: Currency!): Int @external
        seals: [[Int]] @external
        sizes: [Size] @external
        cost(express: Boolean): Int @requires(fields: "weight size { width height depth { value } }")
        toll: Float @inaccessible @requires(fields: "weight sizes { width depth { value } }")
        insurance: String! @requires(fields: "worth rate(currency: EUR)")
        sealed: Boolean @requires(fields: "seals")
        route: Route @requires(fields: "size { height }")
        lane: String!
      }
      type Size { width: Int! @external height: Int @external depth: Depth @external }
      type Depth { value: Int @external }
      type Route { name: String! stops: [String!]! }
      enum Currency { EUR USD }
      scalar BigNumber
    `,
    customs: `
      type Parcel @key(fields: "id") {
        id: ID!
        toll: Float @external
        lane: String! @external
        marks: [Mark!] @external
        duty: Float @requires(fields: "toll lane")
        checks: [String!] @requires(fields: "marks { __typename ... on Stamp { country } ... on Label { text lines } }")
        officer: Officer!
      }
      union Mark = Stamp | Label
      type Stamp { country: String! @external }
      type Label { text: String! @external lines: [String] @external }
      type Officer @key(fields: "badge") { badge: Int! name: String parcels(first: Int! = 1): [Parcel!] }
    `,
  },
};
