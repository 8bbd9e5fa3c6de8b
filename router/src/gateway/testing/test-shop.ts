import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { TestSubgraph } from '../../testing/test-subgraph.js';
import { createTestSubgraph } from '../../testing/test-subgraph.js';
import { composeSupergraph } from '../../testing/compose-supergraph.js';

const USERS = `
  type Query { me: User whoAmI: String named(name: String!): String strict: String! broken(code: String): String }
  type Mutation { count: Int add(n: Int!): Int }
  type User @key(fields: "id") { id: ID! name: String }
`;
const REVIEWS = `
  type Query { latest: Review }
  type Review { body: String! author: User! price: Float }
  type User @key(fields: "id") { id: ID! reviews: [Review!] }
`;

export const SHOP_SCHEMAS = { users: USERS, reviews: REVIEWS };

/** The supergraph of the shop; where the subgraphs listen, by name, if they do. */
export function shopSupergraph(urls: Readonly<Record<string, string>> = {}): string {
  return composeSupergraph(SHOP_SCHEMAS, { urls });
}

/** Two real subgraphs. `whoAmI` answers with the request's `authorization` header. */
export function createTestShop(): { readonly users: TestSubgraph; readonly reviews: TestSubgraph } {
  const ann = { id: '1', name: 'Ann' };
  let sum = 0;
  const users = createTestSubgraph(USERS, {
    Query: {
      me: () => ann,
      whoAmI: async (_: unknown, __: unknown, { headers }: { readonly headers?: Record<string, string> }) => {
        // Long enough for other requests to meet this one.
        await sleep(20);
        return headers?.['authorization'] ?? null;
      },
      named: (_: unknown, { name }: { readonly name: string }) => name,
      strict: () => null,
      broken: (_: unknown, { code }: { readonly code?: string | null }) => {
        throw new GraphQLError('It broke.', {
          extensions: { ...(code == null ? {} : { code }), hint: 'try later', http: { status: 418 } },
        });
      },
    },
    Mutation: {
      count: () => sum,
      add: (_: unknown, { n }: { readonly n: number }) => (sum += n),
    },
    User: { __resolveReference: () => ann },
  });
  const reviews = createTestSubgraph(REVIEWS, {
    Query: { latest: () => ({ body: 'Fine.', author: { id: '1' }, price: 1.5 }) },
    User: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      reviews: ({ id }: { readonly id: string }) => [{ body: `By ${id}.`, author: { id } }],
    },
  });
  return { users, reviews };
}
