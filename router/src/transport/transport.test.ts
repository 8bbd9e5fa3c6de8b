import type { AddressInfo } from 'node:net';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpTransport } from './http-transport.js';
import type { InProcessResponse } from './in-process-transport.js';
import { createInProcessTransport } from './in-process-transport.js';
import type { Subgraph, SubgraphRequest, SubgraphTransport } from './subgraph-transport.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<Subgraph> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { name: 'users', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

const request: SubgraphRequest = {
  query: 'query Q($id: ID!) { user(id: $id) { name } }',
  variables: { id: '1' },
  operationName: 'Q',
  headers: { 'x-request-id': 'r1' },
};

interface Sent {
  readonly transport: SubgraphTransport;
  readonly subgraph: Subgraph;
  /** What arrived at the subgraph. */
  readonly received: () => unknown;
}

/** A subgraph that gives one fixed answer, behind each of the transports. */
const implementations: readonly [string, (answer: unknown) => Promise<Sent>][] = [
  [
    'HTTP',
    async (answer) => {
      let received: unknown;
      const subgraph = await listen((incoming, response) => {
        let text = '';
        incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
        incoming.on('end', () => {
          received = { ...(JSON.parse(text) as object), id: incoming.headers['x-request-id'] };
          response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
        });
      });
      return { transport: createHttpTransport(), subgraph, received: () => received };
    },
  ],
  [
    'in-process',
    async (answer) => {
      let received: unknown;
      const execute = async ({ headers, ...rest }: SubgraphRequest) => {
        received = { ...rest, id: headers['x-request-id'] };
        return answer as InProcessResponse;
      };
      return {
        transport: createInProcessTransport(new Map([['users', { execute }]])),
        subgraph: { name: 'users', url: '' },
        received: () => received,
      };
    },
  ],
];

describe.each(implementations)('the %s transport', (_name, answering) => {
  it('hands over query, variables, operation name and headers, and brings back the answer', async () => {
    const { transport, subgraph, received } = await answering({
      data: { user: { name: 'Ann' } },
      extensions: { a: 1 },
    });
    expect(await transport.send(subgraph, request)).toEqual({
      data: { user: { name: 'Ann' } },
      errors: undefined,
      extensions: { a: 1 },
      httpStatus: 200,
    });
    const { query, variables, operationName } = request;
    expect(received()).toEqual({ query, variables, operationName, id: 'r1' });
  });

  it('brings back errors as part of the answer', async () => {
    const { transport, subgraph } = await answering({ data: null, errors: [{ message: 'No.' }] });
    expect(await transport.send(subgraph, request)).toMatchObject({
      data: null,
      errors: [{ message: 'No.' }],
    });
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ data: [] }],
    [{ data: 'x' }],
    [{ errors: 'x' }],
    [{ data: {}, errors: ['x'] }],
  ])('says that %j is no GraphQL response, and whose', async (answer) => {
    const { transport, subgraph } = await answering(answer);
    await expect(transport.send(subgraph, request)).rejects.toMatchObject({
      code: 'SUBREQUEST_MALFORMED_RESPONSE',
      message: expect.stringContaining('"users"') as string,
    });
  });
});

describe('the HTTP transport', () => {
  const send = (subgraph: Subgraph, options = {}) => createHttpTransport(options).send(subgraph, request);

  it('says that a subgraph which nobody listens for cannot be reached', async () => {
    const subgraph = await listen(() => undefined);
    servers[0]?.close();
    await expect(send(subgraph)).rejects.toMatchObject({ code: 'SUBREQUEST_HTTP_ERROR' });
  });

  it('says with which status a subgraph refused', async () => {
    const subgraph = await listen((_incoming, response) =>
      response.writeHead(502).end('<html>Bad gateway</html>'),
    );
    await expect(send(subgraph)).rejects.toMatchObject({
      code: 'SUBREQUEST_HTTP_ERROR',
      message: 'Subgraph "users" answered with HTTP status 502.',
    });
  });

  it('takes GraphQL errors from an answer with any status', async () => {
    const subgraph = await listen((_incoming, response) =>
      response
        .writeHead(503)
        .end('{"errors":[{"message":"Later.","extensions":{"code":"SERVICE_UNAVAILABLE"}}]}'),
    );
    expect(await send(subgraph)).toMatchObject({ httpStatus: 503, errors: [{ message: 'Later.' }] });
  });

  it('says that an answer which is not JSON is malformed', async () => {
    const subgraph = await listen((_incoming, response) => response.end('<html>'));
    await expect(send(subgraph)).rejects.toMatchObject({ code: 'SUBREQUEST_MALFORMED_RESPONSE' });
  });

  it('survives half an answer', async () => {
    const subgraph = await listen((_incoming, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"data":');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(send(subgraph)).rejects.toMatchObject({ code: 'SUBREQUEST_HTTP_ERROR' });
  });

  it('gives up after the timeout, also in the middle of an answer', async () => {
    const silent = await listen(() => undefined);
    await expect(send(silent, { timeout: 50 })).rejects.toMatchObject({ code: 'SUBREQUEST_TIMEOUT' });
    const slow = await listen((_incoming, response) => response.write('{"data":'));
    await expect(send(slow, { timeout: 50 })).rejects.toMatchObject({ code: 'SUBREQUEST_TIMEOUT' });
  });

  it('stops reading an answer that is too large', async () => {
    let written = 0;
    const subgraph = await listen((_incoming, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20))) written += 65_536;
      };
      response.on('drain', more);
      more();
    });
    await expect(send(subgraph, { responseSizeLimit: 1_000_000 })).rejects.toMatchObject({
      code: 'SUBREQUEST_RESPONSE_TOO_LARGE',
    });
    expect(written).toBeLessThan(50_000_000);
  });

  it('understands compressed answers', async () => {
    const subgraph = await listen((_incoming, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"data":{"a":"ü"}}')),
    );
    expect((await send(subgraph)).data).toEqual({ a: 'ü' });
  });

  it('does not follow redirects with the identity in its hands', async () => {
    let visits = 0;
    const elsewhere = await listen((_incoming, response) => {
      visits += 1;
      response.end('{"data":{}}');
    });
    const subgraph = await listen((_incoming, response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    );
    await expect(send(subgraph)).rejects.toMatchObject({ code: 'SUBREQUEST_HTTP_ERROR' });
    expect(visits).toBe(0);
  });

  it('keeps connections alive', async () => {
    const subgraph = await listen((_incoming, response) => response.end('{"data":{}}'));
    let connections = 0;
    servers[0]?.on('connection', () => (connections += 1));
    const transport = createHttpTransport();
    for (let turn = 0; turn < 10; turn += 1) await transport.send(subgraph, request);
    // The client may open one in advance.
    expect(connections).toBeLessThanOrEqual(2);
  });
});

describe('the in-process transport', () => {
  it('says that a subgraph does not run here', async () => {
    await expect(
      createInProcessTransport(new Map()).send({ name: 'users', url: '' }, request),
    ).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
    });
  });

  it('keeps what a subgraph threw to itself', async () => {
    const execute = async () => Promise.reject(new Error('inner workings'));
    const transport = createInProcessTransport(new Map([['users', { execute }]]));
    await expect(transport.send({ name: 'users', url: '' }, request)).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
      message: 'Subgraph "users" failed.',
    });
  });
});
