import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { getIntrospectionQuery } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { createFileSource } from '../supergraph/file-source.js';
import { createInProcessTransport } from '../transport/in-process-transport.js';
import type { SubgraphTransport } from '../transport/subgraph-transport.js';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { SupergraphGateway } from './supergraph-gateway.js';
import type { SupergraphGatewayOptions } from './supergraph-gateway-options.js';
import { cleanUp } from './testing/clean-ups.js';
import { serveSubgraph } from './testing/serve-subgraph.js';
import { createLog, startServer } from './testing/start-server.js';
import { createTestShop, shopSupergraph } from './testing/test-shop.js';

afterEach(cleanUp);

const SUPERGRAPH = shopSupergraph();

function shopTransport(shop = createTestShop()): SubgraphTransport {
  return createInProcessTransport(new Map(Object.entries(shop)));
}

describe('Apollo Server with a SupergraphGateway', () => {
  it('answers from several subgraphs over HTTP, with the supergraph and nothing else given', async () => {
    const { users, reviews } = createTestShop();
    const supergraphSdl = shopSupergraph({
      users: await serveSubgraph(users),
      reviews: await serveSubgraph(reviews),
    });
    const { ask } = await startServer({ supergraphSdl });
    const { status, data, errors } = await ask({ query: '{ me { name reviews { body author { name } } } }' });
    expect({ status, data, errors }).toEqual({
      status: 200,
      data: { me: { name: 'Ann', reviews: [{ body: 'By 1.', author: { name: 'Ann' } }] } },
      errors: undefined,
    });
  });

  it('takes the types of contexts, interfaces included, and needs none', async () => {
    interface ShopContext {
      readonly token: string;
    }
    const gateway = new SupergraphGateway<ShopContext>({
      supergraphSdl: SUPERGRAPH,
      transport: shopTransport(),
      willSendRequest({ request, context }) {
        // @ts-expect-error -- the context has no such field
        request.headers['x-unknown'] = context.unknown;
        request.headers['authorization'] = context.token;
      },
    });
    const typed = new ApolloServer<ShopContext>({ gateway });
    const untyped = new ApolloServer({
      gateway: new SupergraphGateway({ supergraphSdl: SUPERGRAPH, transport: shopTransport() }),
    });
    const { body } = await typed.executeOperation(
      { query: '{ whoAmI }' },
      { contextValue: { token: 'abc' } },
    );
    expect(body).toMatchObject({ kind: 'single', singleResult: { data: { whoAmI: 'abc' } } });
    const other = await untyped.executeOperation({ query: '{ whoAmI }' });
    expect(other.body).toMatchObject({ kind: 'single', singleResult: { data: { whoAmI: null } } });
    await typed.stop();
    await untyped.stop();
  });

  it('runs the root fields of a mutation one after the other', async () => {
    const { ask } = await startServer({ supergraphSdl: SUPERGRAPH, transport: shopTransport() });
    const { data } = await ask({
      query: 'mutation { a: add(n: 2) before: count b: add(n: 3) after: count }',
    });
    expect(data).toEqual({ a: 2, before: 2, b: 5, after: 5 });
  });

  it.each([true, false])(
    'answers alike each time, whether documents are kept (%s) or not',
    async (keepDocuments) => {
      const options = { supergraphSdl: SUPERGRAPH, transport: shopTransport() };
      const { ask } = await startServer(options, { keepDocuments });
      const document =
        'query A { me { name } } query B($name: String!) { named(name: $name) ...F } fragment F on Query { me { id } }';
      for (let turn = 0; turn < 3; turn += 1) {
        expect((await ask({ query: document, operationName: 'A' })).data).toEqual({ me: { name: 'Ann' } });
        const variables = { name: `n${turn}` };
        expect((await ask({ query: document, operationName: 'B', variables })).data).toEqual({
          named: `n${turn}`,
          me: { id: '1' },
        });
      }
    },
  );

  it('answers introspection when it is on and refuses it when it is off', async () => {
    const options = { supergraphSdl: SUPERGRAPH, transport: shopTransport() };
    const open = await startServer(options);
    const { data } = await open.ask({ query: getIntrospectionQuery() });
    const names: string[] = data.__schema.types.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['User', 'Review', 'Mutation']));
    expect(names.filter((name) => name.startsWith('join__'))).toEqual([]);
    const closed = await startServer({ ...options, transport: shopTransport() }, { introspection: false });
    expect(await closed.ask({ query: '{ __schema { types { name } } }' })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });
});

describe('a request that cannot be executed', () => {
  const ask = async (
    asked: Parameters<Awaited<ReturnType<typeof startServer>>['ask']>[0],
    sdl = SUPERGRAPH,
  ) => {
    const transport = shopTransport();
    return (await startServer({ supergraphSdl: sdl, transport })).ask(asked);
  };

  it('has a variable of a wrong type: 400, with the place of its definition', async () => {
    const query = 'query (\n  $name: String!\n) { named(name: $name) }';
    const { status, data, errors } = await ask({ query, variables: { name: 7 } });
    expect({ status, data, errors }).toEqual({
      status: 400,
      data: undefined,
      errors: [
        {
          message: 'Variable "$name" got invalid value 7; String cannot represent a non string value: 7',
          locations: [{ line: 2, column: 3 }],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it.each([
    [{ query: 'query A { me { id } }', operationName: 'B' }, 'Unknown operation named "B".'],
    [{ query: 'query A { me { id } } query B { me { id } }' }, /operation name/],
    [{ query: 'subscription { anything }' }, 'The schema has no subscriptions.'],
  ])('names no operation: %j', async (asked, message) => {
    const { status, errors } = await ask(asked);
    expect(status).toBe(400);
    expect(errors).toHaveLength(1);
    expect(errors![0]!.message).toMatch(message);
    expect(errors![0]!.extensions).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE' });
  });

  it('is a subscription', async () => {
    const sdl = composeSupergraph({ a: 'type Query { a: Int } type Subscription { ticks: Int }' });
    expect(await ask({ query: 'subscription { ticks }' }, sdl)).toMatchObject({
      status: 400,
      errors: [{ message: 'Subscriptions are not served here.' }],
    });
  });
});

describe('a start', () => {
  const start = (options: SupergraphGatewayOptions) =>
    new ApolloServer({ gateway: new SupergraphGateway({ logger: createLog([]), ...options }) }).start();

  it.each([
    ['is no supergraph', 'type Query { a: Int }', /not a supergraph.*Compose the subgraphs first/],
    ['is no GraphQL', 'type Query {', /not valid GraphQL: Syntax Error.*line 1, column/],
    [
      'is a function that fails',
      async () => {
        throw new Error('The registry is away.');
      },
      'The supergraph cannot be loaded: The registry is away.',
    ],
    [
      'is a function that gives nothing',
      (async () => ({})) as never,
      'The supergraph cannot be loaded: supergraphSdl gave no text.',
    ],
    ['is missing', undefined as never, /option supergraphSdl is missing/],
  ])('fails with the reason when the supergraph %s', async (_, supergraphSdl, message) => {
    await expect(start({ supergraphSdl })).rejects.toThrow(message);
  });

  it('fails with the path when the file cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    const path = join(folder, 'none.graphql');
    await expect(start({ supergraphSdl: createFileSource({ path }) })).rejects.toThrow(path);
    await rm(folder, { recursive: true });
  });

  it('fails when a service cannot be built, and not the first request', async () => {
    const buildService = ({ name }: { readonly name: string }) => {
      throw new Error(`No token for ${name}.`);
    };
    await expect(start({ supergraphSdl: SUPERGRAPH, buildService })).rejects.toThrow('No token for');
  });

  it('fails with the second server that is given the same gateway', async () => {
    const gateway = new SupergraphGateway({ supergraphSdl: SUPERGRAPH, transport: shopTransport() });
    const first = new ApolloServer({ gateway });
    await first.start();
    await expect(new ApolloServer({ gateway }).start()).rejects.toThrow('it is for one server');
    expect((await first.executeOperation({ query: '{ me { id } }' })).body).toMatchObject({
      singleResult: { data: { me: { id: '1' } } },
    });
    await first.stop();
  });
});
