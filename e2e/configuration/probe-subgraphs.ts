import type { IncomingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { ServedHttp } from '@techally/test-parts';
import { serveHttp } from '@techally/test-parts';
import type { GraphQLSchema } from 'graphql';
import { graphql, GraphQLError, parse } from 'graphql';
import { compose } from '../federation/harness/compose.js';
import { subgraph } from '../federation/harness/subgraph.js';

/** A request as a subgraph got it. */
export interface SubgraphRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface ProbeSubgraphs {
  /** Names the subgraphs' addresses. */
  readonly supergraphSdl: string;
  readonly urls: Readonly<Record<'users' | 'reviews', string>>;
  /** In the order of their arrival. */
  readonly requests: SubgraphRequest[];
  close(): Promise<void>;
}

const USERS = subgraph(
  `
  type Query {
    me: User
    users(first: Int): [User!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    slow(milliseconds: Int!): String
    fail: String
    inside: String @authenticated
    scoped: String @requiresScopes(scopes: [["reports:read"]])
    judged: String @policy(policies: [["open"]])
  }
  type Mutation { rename(name: String!): User }
  type User @key(fields: "id") { id: ID! name: String }
`,
  {
    Query: {
      me: () => ({ id: '1', name: 'Ann' }),
      users: (_: unknown, { first }: { readonly first?: number | null }) =>
        [1, 2, 3, 4, 5].slice(0, first ?? 5).map((id) => ({ id: String(id), name: 'Ann' })),
      slow: async (_: unknown, { milliseconds }: { readonly milliseconds: number }) => {
        await sleep(milliseconds);
        return 'done';
      },
      fail: () => {
        throw new GraphQLError('The table "users" has no row 7.', {
          extensions: { code: 'ROW_MISSING', hint: 'Look again.', stacktrace: ['at rows.ts:1'] },
        });
      },
      inside: () => 'inside',
      scoped: () => 'scoped',
      judged: () => 'judged',
    },
    Mutation: { rename: (_: unknown, { name }: { readonly name: string }) => ({ id: '1', name }) },
    User: { __resolveReference: ({ id }: { readonly id: string }) => ({ id, name: 'Ann' }) },
  },
);

const REVIEWS = subgraph(
  `
  type User @key(fields: "id") { id: ID! reviews: [Review!] }
  type Review { body: String! }
`,
  {
    User: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      reviews: () => [{ body: 'Fine.' }],
    },
  },
);

/** Two subgraphs that listen on ports of 127.0.0.1 and remember what they were asked. */
export async function startProbeSubgraphs(): Promise<ProbeSubgraphs> {
  const requests: SubgraphRequest[] = [];
  const servers: ServedHttp[] = [];
  async function serve(name: string, schema: GraphQLSchema): Promise<string> {
    const server = await serveHttp((request, response) => {
      void (async () => {
        const { query, variables, operationName } = (await json(request)) as SubgraphRequest & {
          readonly operationName?: string;
        };
        requests.push({ subgraph: name, query, variables, headers: request.headers });
        const result = await graphql({ schema, source: query, variableValues: variables, operationName });
        const headers = { 'content-type': 'application/json', 'x-served-by': name, 'set-cookie': 'seen=1' };
        response.writeHead(200, headers).end(JSON.stringify(result));
      })();
    });
    servers.push(server);
    return `${server.url}/`;
  }

  const urls = {
    users: await serve('users', toSchema(USERS)),
    reviews: await serve('reviews', toSchema(REVIEWS)),
  };
  return {
    supergraphSdl: compose({ users: USERS, reviews: REVIEWS }, urls),
    urls,
    requests,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function toSchema({ sdl, resolvers }: typeof USERS): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
}
