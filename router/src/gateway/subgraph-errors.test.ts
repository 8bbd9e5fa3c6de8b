import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp } from './testing/clean-ups.js';
import { serveHttp, serveSubgraph } from './testing/serve-subgraph.js';
import { startServer } from './testing/start-server.js';
import { createTestShop, shopSupergraph } from './testing/test-shop.js';

afterEach(cleanUp);
beforeAll(() => {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
});

async function shopWithoutReviews() {
  const { users } = createTestShop();
  const reviews = await serveHttp((request, response) => {
    request.resume();
    response.writeHead(503).end('away');
  });
  return shopSupergraph({ users: await serveSubgraph(users), reviews });
}

describe('an error of a subgraph', () => {
  it.each([
    ['with a code', '{ broken(code: "OUT_OF_ORDER") me { name } }'],
    ['without a code', '{ broken me { name } }'],
  ])("%s is told as @apollo/gateway does: code, the subgraph's extensions and its name", async (_, query) => {
    const supergraphSdl = await shopWithoutReviews();
    const { ask } = await startServer({ supergraphSdl });
    const { status, data, errors } = await ask({ query });
    const nothing = () => undefined;
    const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
    const reference = new ApolloServer({
      gateway: new ApolloGateway({ supergraphSdl, logger }),
      includeStacktraceInErrorResponses: false,
    });
    const { body } = await reference.executeOperation({ query });
    await reference.stop();
    const wanted = body.kind === 'single' ? body.singleResult : undefined;
    expect(wanted?.errors).toHaveLength(1);
    expect({ data, errors }).toEqual({
      data: wanted?.data,
      errors: wanted?.errors?.map(({ message, path, extensions }) => ({ message, path, extensions })),
    });
    // The subgraph's `extensions.http` is not the status of the answer.
    expect(status).toBe(200);
  });

  it('leaves the data of the others', async () => {
    const { ask, log } = await startServer({ supergraphSdl: await shopWithoutReviews() });
    const { status, data, errors } = await ask({ query: '{ me { name reviews { body } } latest { body } }' });
    expect({ status, data }).toEqual({
      status: 200,
      data: { me: { name: 'Ann', reviews: null }, latest: null },
    });
    const message = 'Subgraph "reviews" answered with HTTP status 503.';
    const extensions = { code: 'SUBREQUEST_HTTP_ERROR', serviceName: 'reviews' };
    expect(errors).toHaveLength(2);
    expect(errors).toEqual(
      expect.arrayContaining([
        { message, path: ['latest'], extensions },
        { message, path: ['me'], extensions },
      ]),
    );
    expect(log).toEqual([`warn: Subgraph "reviews": ${message}`, `warn: Subgraph "reviews": ${message}`]);
  });

  it('that makes a null where none may be costs the parent, and is told once', async () => {
    const { ask } = await startServer({ supergraphSdl: await shopWithoutReviews() });
    const { data, errors } = await ask({ query: '{ strict me { name } }' });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['strict'], extensions: { serviceName: 'users' } }]);
  });

  it('that takes too long is a timeout', async () => {
    const users = await serveHttp((request) => void request.resume());
    const { ask } = await startServer({ supergraphSdl: shopSupergraph({ users }), timeout: 50 });
    expect((await ask({ query: '{ me { name } }' })).errors).toMatchObject([
      { path: ['me'], extensions: { code: 'SUBREQUEST_TIMEOUT', serviceName: 'users' } },
    ]);
  });
});
