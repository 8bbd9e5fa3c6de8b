import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Router, RouterOptions } from '@techally/router';
import { createRouter } from '@techally/router';
import { serveHttp } from '@techally/test-parts';
import { graphql, GraphQLError, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

const USERS = `${LINK}
  type Query { me: User user(id: ID!): User slow: String broken: String text(length: Int!): String }
  type Mutation { rename(id: ID!, name: String!): User slowly: String }
  type User @key(fields: "id") { id: ID! name: String email: String }
`;
const REVIEWS = `${LINK}
  type Query { latestReview: Review }
  type Review { body: String author: User }
  type User @key(fields: "id") { id: ID! reviews: [Review] }
`;

/** What a resolver of a small graph gets. */
export interface SmallGraphContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface SubgraphCall {
  readonly subgraph: string;
  readonly headers: IncomingMessage['headers'];
  readonly url: string;
  readonly query: string;
  readonly variables: unknown;
  /** Whether the router closed the connection before the answer. */
  isAborted: boolean;
}

/** A router on a port, over two subgraphs that listen on ports of their own. */
export interface SmallGraph {
  readonly router: Router;
  /** Without a slash at its end. */
  readonly url: string;
  /** All that the subgraphs were asked. */
  readonly calls: SubgraphCall[];
  /** Headers that answers of a subgraph have, by its name. */
  readonly responseHeaders: Map<string, readonly (readonly [string, string])[]>;
  /** Milliseconds that subgraphs wait before they answer. */
  delay: number;
  post(query: string, headers?: Readonly<Record<string, string>>, variables?: object): Promise<Response>;
  stop(): Promise<void>;
}

const user = (id: string) => ({ id, name: `Name ${id}`, email: `${id}@example.com`, __typename: 'User' });

const RESOLVERS = {
  users: {
    Query: {
      me: () => user('1'),
      user: (_: unknown, { id }: { readonly id: string }) => user(id),
      slow: () => new Promise(() => undefined),
      broken: () => {
        throw new GraphQLError('The database users_db is gone.', {
          extensions: { code: 'NO_LUCK', reason: 'BROKEN', stacktrace: ['at secret.ts:1'], table: 'users' },
        });
      },
      text: (_: unknown, { length }: { readonly length: number }) => 'text '.repeat(length / 5),
    },
    Mutation: {
      rename: (_: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
        ...user(id),
        name,
      }),
      slowly: () => new Promise(() => undefined),
    },
    User: { __resolveReference: ({ id }: { readonly id: string }) => user(id) },
  },
  reviews: {
    Query: { latestReview: () => ({ body: 'Fine.', author: { id: '2' } }) },
    User: {
      reviews: ({ id }: { readonly id: string }) => [{ body: `By ${id}.`, author: { id } }],
    },
  },
};

/** @param options Those of the router, beside supergraph and port. */
export async function startSmallGraph(options: Partial<RouterOptions> = {}): Promise<SmallGraph> {
  const calls: SubgraphCall[] = [];
  const responseHeaders: SmallGraph['responseHeaders'] = new Map();
  const settings = { delay: 0 };

  function serve(name: string, schema: GraphQLSchema) {
    return serveHttp((request, response) => {
      void (async () => {
        const { query, variables } = (await json(request)) as {
          query: string;
          variables?: Record<string, unknown>;
        };
        const { headers, url = '' } = request;
        const call: SubgraphCall = { subgraph: name, headers, url, query, variables, isAborted: false };
        calls.push(call);
        response.on('close', () => (call.isAborted = !response.writableFinished));
        if (settings.delay > 0) await sleep(settings.delay);
        const result = await graphql({ schema, source: query, variableValues: variables });
        response.setHeader('content-type', 'application/json');
        for (const [header, value] of responseHeaders.get(name) ?? []) response.appendHeader(header, value);
        response.end(JSON.stringify(result));
      })();
    });
  }

  const schemas = { users: USERS, reviews: REVIEWS };
  const servers = await Promise.all([
    serve('users', buildSubgraphSchema([{ typeDefs: parse(USERS), resolvers: RESOLVERS.users }])),
    serve('reviews', buildSubgraphSchema([{ typeDefs: parse(REVIEWS), resolvers: RESOLVERS.reviews }])),
  ]);
  const composed = composeServices(
    Object.entries(schemas).map(([name, sdl], index) => ({
      name,
      url: `${servers[index]?.url ?? ''}/`,
      typeDefs: parse(sdl),
    })),
  );
  if (composed.errors !== undefined) throw new AggregateError(composed.errors, 'The schemas do not compose.');

  const router = await createRouter({
    supergraph: composed.supergraphSdl,
    logger: pino({ level: 'silent' }),
    ...options,
  });
  const { url } = await router.listen({ port: 0 });
  return {
    router,
    url,
    calls,
    responseHeaders,
    get delay() {
      return settings.delay;
    },
    set delay(value) {
      settings.delay = value;
    },
    post: (query, headers, variables) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    async stop() {
      // First, since the router waits for mutations that they still have.
      await Promise.all(servers.map((server) => server.close()));
      await router.close();
    },
  };
}
