import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Entities with several keys, compound and nested ones, so that some fields are reached through two other subgraphs. */
export const severalKeys: FuzzSupergraph = {
  name: 'several-keys',
  subgraphs: {
    catalogue: `
      type Query {
        product(n: Int, name: String = "x"): Product
        products(first: Int = 2): [Product!]
        anyProduct: Product!
        grid: [[Product]!]
      }
      type Product @key(fields: "id") {
        id: ID!
        title(upper: Boolean = false): String
        brand: Brand! @shareable
        accessories: [Product!]!
      }
      type Brand @key(fields: "id") { id: ID! name: String! flagship: Product }
    `,
    prices: `
      type Query { cheapest: Product brands: [Brand] }
      type Product @key(fields: "id") @key(fields: "sku") {
        id: ID!
        sku: String!
        price(currency: String! = "EUR"): Float!
        oldPrices: [Float]
        similar: [Product]
      }
      type Brand @key(fields: "id") { id: ID! discount: Int best: Product! }
    `,
    warehouse: `
      type Query { fullest: [Product!]! }
      type Product @key(fields: "sku") @key(fields: "brand { id } model") {
        sku: String!
        brand: Brand!
        model: Int!
        shelf: String
        neighbours(limit: Int!): [Product!]
      }
      type Brand @key(fields: "id", resolvable: false) { id: ID! }
    `,
    service: `
      type Product @key(fields: "brand { id } model") {
        brand: Brand!
        model: Int!
        warranty: Int!
        technician: Technician
      }
      type Brand @key(fields: "id", resolvable: false) { id: ID! }
      type Technician @key(fields: "region number") { region: Region! number: Int! nickname: String! }
      enum Region { NORTH EAST SOUTH }
    `,
    people: `
      type Query { technicians: [Technician] }
      type Technician @key(fields: "number region") {
        region: Region!
        number: Int!
        age: Int
        colleagues: [Technician]!
        repairs: [Product]
      }
      type Product @key(fields: "id", resolvable: false) { id: ID! }
      enum Region { NORTH EAST SOUTH }
    `,
  },
};
