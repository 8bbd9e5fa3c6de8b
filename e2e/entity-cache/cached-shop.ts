import { buildSubgraphSchema } from '@apollo/subgraph';
import { createIdentityVerifier, IDENTITY_HEADER } from '@techally/identity';
import type { Router, RouterConfigInput } from '@techally/router';
import { createInProcessTransport, createRouter } from '@techally/router';
import { graphql, parse } from 'graphql';
import { pino } from 'pino';
import { compose } from '../federation/harness/compose.js';

const LINKS = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@cacheTag", "@authenticated", "@composeDirective", "@external", "@shareable"])
    @link(url: "https://techally.dev/cacheControl/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
`;

const PRODUCT = `
  type Query {
    product(id: ID!): Product @cacheTag(format: "product-{$args.id}")
    products(first: Int = 3): [Product!] @cacheControl(maxAge: 60) @cacheTag(format: "products")
    broken: Product @cacheControl(maxAge: 60)
    now: Int
  }
  type Mutation { rename(id: ID!, name: String!): Product }
  type Product @key(fields: "id") @cacheControl(maxAge: 300) @cacheTag(format: "product-{$key.id}") {
    id: ID!
    name(upper: Boolean): String
    price: Money
    fails: String
  }
  type Money @cacheControl(inheritMaxAge: true) { amount: Float }
`;

const STOCK = `
  type Query { warehouse: String @cacheControl(maxAge: 5) }
  type Product @key(fields: "id") @cacheTag(format: "stock-{$key.id}") {
    id: ID!
    available: Int @cacheControl(maxAge: 5)
    uncached: Int @cacheControl(maxAge: 0)
  }
`;

const USER = `
  type Query {
    me: User @cacheControl(maxAge: 60, scope: PRIVATE)
    secret: String @cacheControl(maxAge: 60) @authenticated
  }
  type User @key(fields: "id") @cacheControl(maxAge: 60, scope: PRIVATE) { id: ID! name: String favourite: Product }
  type Product @key(fields: "id") { id: ID! mine: String @cacheControl(maxAge: 60, scope: PRIVATE) }
`;

export const SECRET = 'a secret for the identities of tests';

/** A shop whose subgraphs count what they are asked, and whose data can be changed behind the router's back. */
export interface CachedShop {
  readonly router: Router;
  /** Operations that reached each subgraph since the last call, whitespace removed. */
  asked(): readonly string[];
  readonly names: Map<string, string>;
  readonly stock: Map<string, number>;
  /** What subgraphs say in `Cache-Control`; null for nothing. */
  reply: { cacheControl: string | null; delay: number };
  query(query: string, headers?: Readonly<Record<string, string>>, variables?: unknown): Promise<any>;
}

export async function startCachedShop(options: Partial<RouterConfigInput> = {}): Promise<CachedShop> {
  const names = new Map([...'12345'].map((id) => [id, `Product ${id}`]));
  const stock = new Map([...'12345'].map((id) => [id, Number(id) * 10]));
  const product = (id: string) => (names.has(id) ? { __typename: 'Product', id } : null);
  const verifier = createIdentityVerifier({ secret: SECRET, audience: 'user' });
  const who = async (headers: Readonly<Record<string, string>>) => {
    const identity = await verifier.verify(headers[IDENTITY_HEADER]);
    return identity.kind === 'user' ? identity.userId : 'nobody';
  };
  const resolvers = {
    product: {
      Query: {
        product: (_: unknown, { id }: { id: string }) => product(id),
        products: (_: unknown, { first }: { first: number }) =>
          [...names.keys()].slice(0, first).map(product),
        broken: () => ({ __typename: 'Product', id: '1' }),
        now: () => 1,
      },
      Mutation: {
        rename(_: unknown, { id, name }: { id: string; name: string }) {
          names.set(id, name);
          return product(id);
        },
      },
      Product: {
        __resolveReference: ({ id }: { id: string }) => product(id),
        name: ({ id }: { id: string }, { upper }: { upper?: boolean }) =>
          upper === true ? names.get(id)?.toUpperCase() : names.get(id),
        price: () => ({ amount: 1.5 }),
        fails() {
          throw new Error('It fails.');
        },
      },
    },
    stock: {
      Query: { warehouse: () => 'north' },
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        available: ({ id }: { id: string }) => stock.get(id),
        uncached: () => 7,
      },
    },
    user: {
      Query: {
        me: async (_: unknown, __: unknown, { headers }: { headers: Record<string, string> }) => ({
          id: await who(headers),
        }),
        secret: async (_: unknown, __: unknown, { headers }: { headers: Record<string, string> }) =>
          `secret of ${await who(headers)}`,
      },
      User: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        name: ({ id }: { id: string }) => `User ${id}`,
        favourite: () => product('2'),
      },
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        mine: async ({ id }: { id: string }, _: unknown, { headers }: { headers: Record<string, string> }) =>
          `${id} for ${await who(headers)}`,
      },
    },
  };
  const sdls = { product: LINKS + PRODUCT, stock: LINKS + STOCK, user: LINKS + USER };
  const reply: CachedShop['reply'] = { cacheControl: null, delay: 0 };
  let asked: string[] = [];
  const subgraphs = new Map(
    Object.entries(sdls).map(([name, sdl]) => {
      const schema = buildSubgraphSchema([
        { typeDefs: parse(sdl), resolvers: resolvers[name as keyof typeof resolvers] as never },
      ]);
      return [
        name,
        {
          async execute({
            query,
            variables,
            headers,
          }: {
            query: string;
            variables: object;
            headers: object;
          }) {
            const { representations } = variables as { representations?: readonly { id: string }[] };
            const ids = representations?.map(({ id }) => id).join() ?? '';
            asked.push(`${name} ${query.replaceAll(/\s+/g, ' ').trim()} ${ids}`.trim());
            if (reply.delay > 0) await new Promise((resolve) => setTimeout(resolve, reply.delay));
            const result = await graphql({
              schema,
              source: query,
              variableValues: variables as Record<string, unknown>,
              contextValue: { headers },
            });
            const cacheControl = reply.cacheControl === null ? [] : [['cache-control', reply.cacheControl]];
            return { ...(JSON.parse(JSON.stringify(result)) as object), headers: cacheControl } as never;
          },
        },
      ] as const;
    }),
  );
  const router = await createRouter({
    supergraph: compose({
      product: { sdl: sdls.product },
      stock: { sdl: sdls.stock },
      user: { sdl: sdls.user },
    }),
    transport: createInProcessTransport(subgraphs),
    identity: { secret: SECRET },
    logger: pino({ level: 'silent' }),
    resolveApiKey: (key) =>
      Promise.resolve({
        kind: 'user',
        userId: key,
        email: `${key}@example.com`,
        role: 'USER',
        tier: 'STANDARD',
        scope: [],
      }),
    ...options,
    cache: { enabled: true, ...options.cache },
  });
  return {
    router,
    names,
    stock,
    reply,
    asked() {
      const before = asked;
      asked = [];
      return before;
    },
    async query(query, headers = {}, variables) {
      const response = await router.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
  };
}
