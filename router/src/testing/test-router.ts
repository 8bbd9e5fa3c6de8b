import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { createRouter } from '../create-router.js';
import type { RouterOptions } from '../router-options.js';
import type { Router } from '../router.js';
import { createInProcessTransport } from '../transport/in-process-transport.js';
import { composeSupergraph } from './compose-supergraph.js';
import type { TestSubgraph } from './test-subgraph.js';
import { createTestSubgraph } from './test-subgraph.js';

const USERS = `
  type Query { me: User user(id: ID!): User everyone: [User!] strict: User! broken(code: String, retryAfter: Int): String }
  type Mutation { rename(id: ID!, name: String!): User }
  type User @key(fields: "id") { id: ID! name: String secret: String }
`;
const REVIEWS = `
  type Query { latestReview: Review }
  type Review { body: String! author: User! }
  type User @key(fields: "id") { id: ID! reviews: [Review!] rank(code: String): Int }
`;
const NAMES = new Map([
  ['1', 'Ann'],
  ['2', 'Ben'],
]);

/** An error as careless subgraphs send them: full of things that clients must not see. */
function leakyError(
  message: string,
  code: string | null | undefined,
  more: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, {
    extensions: {
      ...(typeof code === 'string' ? { code } : {}),
      ...more,
      stacktrace: ['at secret.ts:1'],
      query: 'query of the router',
      http: { status: 418, headers: new Map([['set-cookie', 'stolen=1']]) },
    },
  });
}

interface BrokenArguments {
  readonly code?: string | null;
  readonly retryAfter?: number | null;
}

/** The supergraph of the test router. */
export const TEST_SUPERGRAPH = composeSupergraph({ users: USERS, reviews: REVIEWS });

export interface TestRouter {
  readonly router: Router;
  readonly users: TestSubgraph;
  readonly reviews: TestSubgraph;
  /** Lines that the router has logged. */
  readonly log: readonly string[];
  /** Posts an operation, with headers beside the usual ones. */
  post(query: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** A router over two real subgraphs, users and reviews, in this process. */
export async function createTestRouter(options: Partial<RouterOptions> = {}): Promise<TestRouter> {
  const user = ({ id }: { readonly id: string }) => (NAMES.has(id) ? { id, name: NAMES.get(id) } : null);
  const users = createTestSubgraph(USERS, {
    Query: {
      me: () => user({ id: '1' }),
      user: (_: unknown, args: { readonly id: string }) => user(args),
      everyone: () => [user({ id: '1' }), user({ id: '2' })],
      strict: () => null,
      broken: (_: unknown, { code, retryAfter }: BrokenArguments) => {
        throw leakyError('It broke.', code, {
          ...(retryAfter == null ? {} : { retryAfter }),
          reason: 'BROKEN_ON_PURPOSE',
        });
      },
    },
    Mutation: {
      rename: (_: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({ id, name }),
    },
    User: { __resolveReference: user },
  });
  const reviews = createTestSubgraph(REVIEWS, {
    Query: { latestReview: () => ({ body: 'Fine.', author: { id: '2' } }) },
    User: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      reviews: ({ id }: { readonly id: string }) => [{ body: `By ${id}.`, author: { id } }],
      rank: (_: unknown, { code }: BrokenArguments) => {
        throw leakyError('No rank.', code);
      },
    },
  });
  const log: string[] = [];
  const router = await createRouter({
    supergraph: TEST_SUPERGRAPH,
    transport: createInProcessTransport(
      new Map([
        ['users', users],
        ['reviews', reviews],
      ]),
    ),
    logger: pino({ level: 'warn' }, { write: (line: string) => log.push(line) }),
    ...options,
  });
  return {
    router,
    users,
    reviews,
    log,
    post: (query, headers) =>
      router.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      }),
  };
}
