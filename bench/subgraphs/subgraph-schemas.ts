import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { parse } from 'graphql';
import { estimateShipping, findProduct, findReview, findUser } from '../supergraph/shop-graph.ts';
import type { SubgraphName } from '../supergraph/subgraph-names.ts';
import { SUBGRAPH_NAMES, readSubgraphSdl } from '../supergraph/subgraph-names.ts';

interface ProductKey {
  readonly upc: string;
  readonly price?: number;
  readonly weight?: number;
}
interface Key {
  readonly id: string;
}
const user = { __resolveReference: (key: Key) => findUser(key.id) };
const product = { __resolveReference: (key: ProductKey) => findProduct(key.upc) };
const review = { __resolveReference: (key: Key) => findReview(key.id) };

/** Root fields come from the root value; only entities need resolvers. */
const REFERENCES = {
  users: { User: user },
  products: { Product: product },
  reviews: { User: user, Product: product, Review: review },
  inventory: { Product: { __resolveReference: stockItem } },
};

/** Knows price and weight from the gateway alone, so that one that does not send them is found out. */
function stockItem({ upc, price, weight }: ProductKey): unknown {
  return {
    upc,
    inStock: findProduct(upc)?.inStock,
    shippingEstimate() {
      if (price === undefined || weight === undefined)
        throw new Error('shippingEstimate needs price and weight.');
      return estimateShipping(price, weight);
    },
  };
}

/** The executable schema of each subgraph. */
export function buildSubgraphSchemas(): Readonly<Record<SubgraphName, GraphQLSchema>> {
  const entries = SUBGRAPH_NAMES.map((name) => [
    name,
    buildSubgraphSchema([{ typeDefs: parse(readSubgraphSdl(name)), resolvers: REFERENCES[name] }]),
  ]);
  return Object.fromEntries(entries) as Record<SubgraphName, GraphQLSchema>;
}
