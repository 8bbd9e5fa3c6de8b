import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { createInProcessTransport } from '../transport/in-process-transport.js';
import type { SubgraphRequest, SubgraphTransport } from '../transport/subgraph-transport.js';
import { cleanUp } from './testing/clean-ups.js';
import { serveHttp, serveSubgraph } from './testing/serve-subgraph.js';
import { startServer } from './testing/start-server.js';
import { createTestShop, shopSupergraph } from './testing/test-shop.js';

afterEach(cleanUp);

const SUPERGRAPH = shopSupergraph();

interface ShopContext {
  readonly token?: string;
}

describe('willSendRequest', () => {
  it('sets headers from the context for each subgraph, in whatever case, and leaves out what is undefined', async () => {
    const { users, reviews } = createTestShop();
    const supergraphSdl = shopSupergraph({
      users: await serveSubgraph(users),
      reviews: await serveSubgraph(reviews),
    });
    const { ask } = await startServer<ShopContext>({
      supergraphSdl,
      willSendRequest({ request, context, subgraph, incomingRequestContext }) {
        request.headers['Authorization'] = context.token;
        request.headers['x-subgraph'] = subgraph.name;
        request.headers['x-operation'] = incomingRequestContext.operationName ?? 'none';
        request.headers['x-asked'] = request.query.includes('_entities') ? 'entities' : 'root';
      },
    });
    const query = 'query Mine { me { reviews { body } } }';
    await ask({ query, context: { token: 'Bearer é' } });
    await ask({ query });
    expect(users.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer é',
      'x-subgraph': 'users',
      'x-operation': 'Mine',
      'x-asked': 'root',
    });
    expect(reviews.requests[0]?.headers).toMatchObject({ 'x-subgraph': 'reviews', 'x-asked': 'entities' });
    expect(users.requests[1]?.headers).not.toHaveProperty('authorization');
  });

  it('may take its time', async () => {
    const { users } = createTestShop();
    const { ask } = await startServer({
      supergraphSdl: shopSupergraph({ users: await serveSubgraph(users) }),
      async willSendRequest({ request }) {
        await sleep(5);
        request.headers['authorization'] = 'later';
      },
    });
    expect((await ask({ query: '{ whoAmI }' })).data).toEqual({ whoAmI: 'later' });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('There is no token.');
      },
      'There is no token.',
    ],
    [
      'sets what would end the line',
      ({ request }: any) => {
        request.headers['x-name'] = 'a\r\nauthorization: other';
      },
      'Subgraph "users" cannot be sent a header as it is.',
    ],
  ])('sends nothing when it %s', async (_, willSendRequest, message) => {
    const { users } = createTestShop();
    const supergraphSdl = shopSupergraph({ users: await serveSubgraph(users) });
    const { ask, log } = await startServer({ supergraphSdl, willSendRequest });
    const { data, errors } = await ask({ query: '{ me { name } }' });
    expect({ data, errors }).toEqual({
      data: { me: null },
      errors: [{ message, path: ['me'], extensions: { code: 'SUBREQUEST_FAILED', serviceName: 'users' } }],
    });
    expect(users.requests).toEqual([]);
    expect(log).toEqual([`warn: Subgraph "users": ${message}`]);
  });
});

describe('equal queries at the same time', () => {
  const start = async (options: { readonly deduplicate?: boolean } = {}) => {
    const shop = createTestShop();
    const server = await startServer<ShopContext>({
      supergraphSdl: SUPERGRAPH,
      transport: createInProcessTransport(new Map(Object.entries(shop))),
      willSendRequest({ request, context }) {
        request.headers['authorization'] = context.token;
      },
      ...options,
    });
    return { ...server, ...shop };
  };
  const tokens = ['ann', 'ben', 'ann', 'ben', 'ann'];

  it('are sent once for each user, and each gets his own answer', async () => {
    const { ask, users } = await start();
    const answers = await Promise.all(
      tokens.map((token) => ask({ query: '{ whoAmI }', context: { token } })),
    );
    expect(answers.map(({ data }) => data.whoAmI)).toEqual(tokens);
    expect(users.requests).toHaveLength(2);
  });

  it('are all sent when that is switched off', async () => {
    const { ask, users } = await start({ deduplicate: false });
    const answers = await Promise.all(
      tokens.map((token) => ask({ query: '{ whoAmI }', context: { token } })),
    );
    expect(answers.map(({ data }) => data.whoAmI)).toEqual(tokens);
    expect(users.requests).toHaveLength(5);
  });

  it('are not shared across a mutation: who asks after it does not get what was read before', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    let sum = 0;
    let reads = 0;
    const transport: SubgraphTransport = {
      async send(_, { operationKind }: SubgraphRequest) {
        const data = operationKind === 'mutation' ? { add: (sum += 1) } : { total: sum };
        if (operationKind === 'query' && ++reads === 1) await released;
        return { kind: 'result', httpStatus: 200, result: { data } };
      },
    };
    const supergraphSdl = composeSupergraph({
      a: 'type Query { total: Int } type Mutation { add: Int }',
    });
    const { ask } = await startServer({ supergraphSdl, transport });
    const before = ask({ query: '{ total }' });
    await sleep(50);
    expect((await ask({ query: 'mutation { add }' })).data).toEqual({ add: 1 });
    expect((await ask({ query: '{ total }' })).data).toEqual({ total: 1 });
    release(undefined);
    expect((await before).data).toEqual({ total: 0 });
  });
});

describe('numbers', () => {
  const text = '{"data":{"latest":{"price":10.0,"body":"b"}}}';
  const start = async (exactNumbers: boolean) => {
    const reviews = await serveHttp((request, response) => {
      request.resume();
      response.end(text);
    });
    return startServer({ supergraphSdl: shopSupergraph({ reviews }), exactNumbers });
  };
  const query = '{ latest { price body } }';

  it('stay as the subgraph wrote them', async () => {
    expect((await (await start(true)).ask({ query })).text).toBe(`${text}\n`);
  });

  it('are plain numbers for plugins when that is asked for', async () => {
    const { server } = await start(false);
    const { body } = await server.executeOperation({ query });
    expect(body).toMatchObject({ singleResult: { data: { latest: { price: 10, body: 'b' } } } });
  });

  it('do not hide an answer that is no JSON', async () => {
    const reviews = await serveHttp((request, response) => {
      request.resume();
      response.end('<html>');
    });
    const { ask } = await startServer({ supergraphSdl: shopSupergraph({ reviews }), exactNumbers: false });
    expect((await ask({ query })).errors).toMatchObject([
      { extensions: { code: 'SUBREQUEST_MALFORMED_RESPONSE' } },
    ]);
  });
});
