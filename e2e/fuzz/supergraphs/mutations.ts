import type { FuzzSupergraph } from './fuzz-supergraph.js';

/** Mutations of several subgraphs in one operation: `at` and `trace` tell how many ran before. Payloads lead back to `Query`. */
export const mutations: FuzzSupergraph = {
  name: 'mutations',
  subgraphs: {
    carts: `
      type Query { cart(id: ID): Cart carts: [Cart] }
      type Mutation { addItem(cart: ID!, count: Int = 1): CartPayload clear(cart: ID): CartPayload touch: Int }
      type CartPayload { at: Int! cart: Cart query: Query! ok: Boolean }
      type Cart @key(fields: "id") { id: ID! count: Int items: [Item!] owner: Owner }
      type Item { name: String amount: Int! }
      type Owner @key(fields: "id") { id: ID! }
    `,
    orders: `
      type Query { order: Order }
      type Mutation { order(cart: ID, note: String): OrderPayload cancel(ids: [ID!]!): [OrderPayload!] }
      type OrderPayload { at: Int! order: Order cart: Cart errors: [Problem!]! }
      type Problem { path: [String!] text: String! }
      type Order @key(fields: "id") { id: ID! total: Float! cart: Cart! }
      type Cart @key(fields: "id") { id: ID! orders: [Order] }
    `,
    owners: `
      type Query { me: Owner! }
      type Mutation { rename(name: String!): Owner reset: String trace: Int }
      type Owner @key(fields: "id") { id: ID! name: String! orders: [Order!] }
      type Order @key(fields: "id") { id: ID! buyer: Owner }
    `,
  },
};
