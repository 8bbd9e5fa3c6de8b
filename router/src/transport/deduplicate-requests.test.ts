import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Cancellation } from '../cancellation/cancellation.js';
import { cancelled } from '../cancellation/testing/cancelled.js';
import { createDeduplicatingTransport } from './deduplicate-requests.js';
import { createHttpTransport } from './http-transport.js';
import { createInProcessTransport } from './in-process-transport.js';
import type { Subgraph, SubgraphRequest } from './subgraph-transport.js';
import type { RawServer } from './testing/raw-server.js';
import { startRawServer } from './testing/raw-server.js';
import { subgraphRequest } from './testing/subgraph-request.js';

const servers: RawServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A subgraph that counts its answers and takes 30 ms for each, behind HTTP. */
async function counting() {
  const server = await startRawServer((socket, index) => {
    setTimeout(() => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n${index + 1}`), 30);
  });
  servers.push(server);
  return {
    server,
    subgraph: server.subgraph,
    transport: createDeduplicatingTransport(createHttpTransport()),
  };
}

describe('equal queries at the same time', () => {
  it('share one request, and each gets a reply of its own', async () => {
    const { server, subgraph, transport } = await counting();
    const replies = await Promise.all([1, 2, 3].map(() => transport.send(subgraph, subgraphRequest())));
    expect(server.requests).toHaveLength(1);
    expect(replies).toMatchObject([{ text: '1' }, { text: '1' }, { text: '1' }]);
    expect(new Set(replies).size).toBe(3);
  });

  it('share it also when one comes a little later, but not after the answer', async () => {
    const { server, subgraph, transport } = await counting();
    const first = transport.send(subgraph, subgraphRequest());
    await sleep(10);
    expect(await transport.send(subgraph, subgraphRequest())).toMatchObject({ text: '1' });
    await first;
    expect(await transport.send(subgraph, subgraphRequest())).toMatchObject({ text: '2' });
    expect(server.requests).toHaveLength(2);
  });

  it('are separate again in the same turn in which the answer came', async () => {
    const { subgraph, transport } = await counting();
    const again = transport
      .send(subgraph, subgraphRequest())
      .then(() => transport.send(subgraph, subgraphRequest()));
    expect(await again).toMatchObject({ text: '2' });
  });

  it('share an error, and not beyond it', async () => {
    let calls = 0;
    const transport = createDeduplicatingTransport({
      send: async () => {
        calls += 1;
        await sleep(5);
        throw new Error(`failure ${calls}`);
      },
    });
    const subgraph = { name: 'users', url: '' };
    const results = await Promise.allSettled([1, 2].map(() => transport.send(subgraph, subgraphRequest())));
    expect(results).toMatchObject([1, 2].map(() => ({ reason: { message: 'failure 1' } })));
    await expect(transport.send(subgraph, subgraphRequest())).rejects.toThrow('failure 2');
  });

  it('get results that none can change for another', async () => {
    const execute = async () => {
      await sleep(5);
      return { data: { list: [{ a: 1 }] } };
    };
    const transport = createDeduplicatingTransport(
      createInProcessTransport(new Map([['users', { execute }]])),
    );
    const replies = await Promise.all(
      [1, 2, 3].map(async () => {
        const reply = await transport.send({ name: 'users', url: '' }, subgraphRequest());
        const { result } = reply as unknown as { result: { data: { list: { a: number }[] } } };
        const before = JSON.stringify(result);
        result.data.list[0]!.a += 1;
        result.data.list.push({ a: 0 });
        return before;
      }),
    );
    expect(replies).toEqual([1, 2, 3].map(() => '{"data":{"list":[{"a":1}]}}'));
  });
});

describe('requests that are not equal', () => {
  const differences: [string, Partial<SubgraphRequest>][] = [
    ['the identity', { headers: { values: { 'x-request-id': 'r1' }, sharingKey: 'somebody' } }],
    ['the text', { query: '{ user { name } }' }],
    ['the operation name', { operationName: 'R' }],
    ['having an operation name', { operationName: undefined }],
    ['the variables', { variables: '{"id":"2"}' }],
    ['having variables', { variables: undefined }],
    [
      'where identity ends and variables begin',
      { headers: { values: {}, sharingKey: 'nobody{' }, variables: '"id":"1"}' },
    ],
  ];

  it.each(differences)('do not share a request when they differ in %s', async (_title, difference) => {
    const { server, subgraph, transport } = await counting();
    await Promise.all([
      transport.send(subgraph, subgraphRequest()),
      transport.send(subgraph, subgraphRequest(difference)),
    ]);
    expect(server.requests).toHaveLength(2);
  });

  it('do not share a request when they go to different subgraphs or URLs', async () => {
    const { server, subgraph, transport } = await counting();
    const subgraphs: Subgraph[] = [
      subgraph,
      { ...subgraph, name: 'other' },
      { ...subgraph, url: `${subgraph.url}/x` },
    ];
    await Promise.all(subgraphs.map((each) => transport.send(each, subgraphRequest())));
    expect(server.requests).toHaveLength(3);
  });

  it('share one when they differ only in what no answer depends on', async () => {
    const { server, subgraph, transport } = await counting();
    const other = subgraphRequest({ headers: { values: { 'x-request-id': 'r2' }, sharingKey: 'nobody' } });
    await Promise.all([subgraphRequest(), other].map((request) => transport.send(subgraph, request)));
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toContain('x-request-id: r1\r\n');
  });

  it.each(['mutation', 'subscription'] as const)('a %s is never shared', async (operationKind) => {
    const { server, subgraph, transport } = await counting();
    await Promise.all([1, 2].map(() => transport.send(subgraph, subgraphRequest({ operationKind }))));
    expect(server.requests).toHaveLength(2);
  });
});

describe('a cancellation', () => {
  it.each([0, 1])('of one of two (number %i) does not end the request of the other', async (index) => {
    const { server, subgraph, transport } = await counting();
    const cancellations = [new Cancellation(), new Cancellation()];
    const replies = cancellations.map((cancellation) =>
      transport.send(subgraph, subgraphRequest({ cancellation })),
    );
    await sleep(5);
    cancellations[index]!.cancel('gone');
    await expect(replies[index]).rejects.toMatchObject({ code: 'SUBREQUEST_FAILED', cause: 'gone' });
    expect(await replies[1 - index]).toMatchObject({ text: '1' });
    expect(server.requests).toHaveLength(1);
  });

  it('of all ends the request, and the next one is new', async () => {
    const { server, subgraph, transport } = await counting();
    const cancellations = [new Cancellation(), new Cancellation()];
    const replies = cancellations.map((cancellation) =>
      transport.send(subgraph, subgraphRequest({ cancellation })),
    );
    await expect.poll(() => server.requests.length, { interval: 1 }).toBe(1);
    for (const cancellation of cancellations) cancellation.cancel();
    const next = transport.send(subgraph, subgraphRequest());
    expect(await Promise.allSettled(replies)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(await next).toMatchObject({ text: '2' });
    await expect.poll(() => server.sockets.size).toBe(1);
  });

  it('before sends nothing', async () => {
    const { server, subgraph, transport } = await counting();
    await expect(
      transport.send(subgraph, subgraphRequest({ cancellation: cancelled() })),
    ).rejects.toMatchObject({ code: 'SUBREQUEST_FAILED' });
    expect(server.connectionCount()).toBe(0);
  });

  it('does not count when the other has none', async () => {
    const { subgraph, transport } = await counting();
    const cancellation = new Cancellation();
    const other = transport.send(subgraph, subgraphRequest());
    const aborted = transport.send(subgraph, subgraphRequest({ cancellation }));
    cancellation.cancel();
    await expect(aborted).rejects.toMatchObject({ code: 'SUBREQUEST_FAILED' });
    expect(await other).toMatchObject({ text: '1' });
  });
});
