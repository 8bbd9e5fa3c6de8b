import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp } from './testing/clean-ups.js';
import { serveHttp, serveSubgraph } from './testing/serve-subgraph.js';
import { startServer } from './testing/start-server.js';
import { createTestShop, shopSupergraph } from './testing/test-shop.js';

afterEach(cleanUp);

interface ShopContext {
  readonly token: string;
}

class AuthenticatedDataSource extends RemoteGraphQLDataSource<ShopContext> {
  override willSendRequest({ request, context, kind }: GraphQLDataSourceProcessOptions<ShopContext>): void {
    request.http?.headers.set('authorization', context.token);
    request.http?.headers.set('x-kind', kind);
  }
}

describe('buildService', () => {
  it("takes a subclass of @apollo/gateway's RemoteGraphQLDataSource with its own willSendRequest", async () => {
    const { users, reviews } = createTestShop();
    const urls = { users: await serveSubgraph(users), reviews: await serveSubgraph(reviews) };
    const { ask } = await startServer<ShopContext>({
      supergraphSdl: shopSupergraph(urls),
      buildService: ({ url }) => new AuthenticatedDataSource({ url }),
    });
    const { data, errors } = await ask({
      query: 'query ($n: String!) { whoAmI named(name: $n) me { name reviews { author { name } } } }',
      variables: { n: 'x' },
      context: { token: 'ann' },
    });
    expect({ data, errors }).toEqual({
      data: {
        whoAmI: 'ann',
        named: 'x',
        me: { name: 'Ann', reviews: [{ author: { name: 'Ann' } }] },
      },
      errors: undefined,
    });
    for (const { headers } of [...users.requests, ...reviews.requests]) {
      expect(headers).toMatchObject({ authorization: 'ann', 'x-kind': 'incoming operation' });
    }
  });

  it('is asked once for a subgraph, and leaves those that it gives nothing for to the HTTP client', async () => {
    const { users, reviews } = createTestShop();
    const urls = { users: await serveSubgraph(users), reviews: await serveSubgraph(reviews) };
    const built: string[] = [];
    const { ask } = await startServer({
      supergraphSdl: shopSupergraph(urls),
      buildService({ name, url }) {
        built.push(`${name} ${url}`);
        return name === 'users' ? new LocalGraphQLDataSource(users.schema) : undefined;
      },
    });
    const query = '{ me { name reviews { body } } }';
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await ask({ query })).data).toEqual({ me: { name: 'Ann', reviews: [{ body: 'By 1.' }] } });
    }
    expect(built.sort()).toEqual([`reviews ${urls.reviews}`, `users ${urls.users}`]);
    expect([users.requests.length, reviews.requests.length]).toEqual([0, 2]);
  });

  it('may give a data source that answers with the same objects again and again', async () => {
    const { reviews } = createTestShop();
    const kept = Object.freeze({
      data: Object.freeze({ me: Object.freeze({ __typename: 'User', id: '1' }) }),
    });
    const keeping: GraphQLDataSource = { process: async () => kept };
    const supergraphSdl = shopSupergraph({ reviews: await serveSubgraph(reviews) });
    const { ask } = await startServer({
      supergraphSdl,
      buildService: ({ name }) => (name === 'users' ? keeping : undefined),
    });
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await ask({ query: '{ me { reviews { body } } }' })).data).toEqual({
        me: { reviews: [{ body: 'By 1.' }] },
      });
    }
  });

  it.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
    [500, 'SUBREQUEST_FAILED'],
  ])('keeps what a data source tells of HTTP status %i', async (status, code) => {
    const url = await serveHttp((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"why":"no"}');
    });
    const { ask } = await startServer<ShopContext>({
      supergraphSdl: shopSupergraph({ users: url }),
      buildService: () => new RemoteGraphQLDataSource({ url }),
    });
    const { errors } = await ask({ query: '{ me { name } }' });
    expect(errors).toMatchObject([
      {
        path: ['me'],
        extensions: { code, serviceName: 'users', response: { status, body: { why: 'no' } } },
      },
    ]);
  });
});
