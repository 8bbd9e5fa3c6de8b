import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ANSWER, cleanUp, response, serveRaw, text, transportWith } from './testing/http-fixtures.js';
import { subgraphRequest } from './testing/subgraph-request.js';

afterEach(cleanUp);

describe('a connection', () => {
  it('is used again', async () => {
    const { subgraph, connectionCount } = await serveRaw((socket) => socket.write(ANSWER));
    const transport = transportWith();
    for (let turn = 0; turn < 10; turn += 1) await transport.send(subgraph, subgraphRequest());
    expect(connectionCount()).toBe(1);
  });

  it.each([
    ['"connection: close"', response('{"data":{}}', 'connection: close\r\n')],
    ['more than one answer', ANSWER + ANSWER],
    ['a byte more', `${ANSWER}\n`],
    ['an answer of HTTP/1.0', ANSWER.replace('1.1', '1.0')],
    ['a keep-alive time that is over at once', response('{"data":{}}', 'keep-alive: timeout=1\r\n')],
  ])('is not used again after %s', async (_title, answer) => {
    const { subgraph, connectionCount } = await serveRaw((socket) => socket.write(answer));
    const transport = transportWith();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await transport.send(subgraph, subgraphRequest())).toEqual(text('{"data":{}}'));
    }
    expect(connectionCount()).toBe(3);
  });

  it('that ends the answer is not used again', async () => {
    const { subgraph, connectionCount } = await serveRaw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\n\r\n{"data":{}}'),
    );
    const transport = transportWith();
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await transport.send(subgraph, subgraphRequest())).toEqual(text('{"data":{}}'));
    }
    expect(connectionCount()).toBe(2);
  });

  it('on which something comes that nobody asked for is not used again', async () => {
    const { subgraph, connectionCount, sockets } = await serveRaw((socket) => socket.write(ANSWER));
    const transport = transportWith();
    await transport.send(subgraph, subgraphRequest());
    for (const socket of sockets) socket.write(response('{"data":"smuggled"}'));
    await expect.poll(() => sockets.size).toBe(0);
    expect(await transport.send(subgraph, subgraphRequest())).toEqual(text('{"data":{}}'));
    expect(connectionCount()).toBe(2);
  });

  it('is not shared by requests at the same time, and no more are opened than allowed', async () => {
    let open = 0;
    let most = 0;
    const { subgraph, connectionCount } = await serveRaw((socket, _index, request) => {
      most = Math.max(most, (open += 1));
      setTimeout(() => {
        open -= 1;
        socket.write(response(/"n":\d+/.exec(request)![0]));
      }, 3);
    });
    const transport = transportWith({ maxSockets: 3 });
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    const replies = await Promise.all(
      numbers.map((n) => transport.send(subgraph, subgraphRequest({ variables: `{"n":${n}}` }))),
    );
    expect(replies).toEqual(numbers.map((n) => text(`"n":${n}`)));
    expect([most, connectionCount()]).toEqual([3, 3]);
  });

  it('that fails makes room for those who wait', async () => {
    const { subgraph } = await serveRaw((socket, index) => {
      if (index % 2 === 0) socket.destroy();
      else socket.write(response('{"data":{}}', 'connection: close\r\n'));
    });
    const transport = transportWith({ maxSockets: 1 });
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => transport.send(subgraph, subgraphRequest())),
    );
    expect(results.map(({ status }) => status)).toEqual(
      Array.from({ length: 3 }, () => ['rejected', 'fulfilled']).flat(),
    );
  });

  it('that is waited for too long times out', async () => {
    const { subgraph } = await serveRaw(() => undefined);
    const transport = transportWith({ maxSockets: 1, timeout: 300 });
    const began = performance.now();
    const results = await Promise.allSettled([1, 2].map(() => transport.send(subgraph, subgraphRequest())));
    expect(results).toMatchObject([1, 2].map(() => ({ reason: { code: 'SUBREQUEST_TIMEOUT' } })));
    // The second has the connection when the first has given it up, but no time of its own from then on.
    expect(performance.now() - began).toBeLessThan(550);
  });

  it('that is idle too long is closed', async () => {
    const { subgraph, sockets } = await serveRaw((socket) => socket.write(ANSWER));
    const transport = transportWith({ idleTimeout: 30 });
    await Promise.all([1, 2].map(() => transport.send(subgraph, subgraphRequest())));
    expect(sockets.size).toBe(2);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it('keeps the process alive while it is used, and not when it is idle', async () => {
    const alive = (kind: string) => process.getActiveResourcesInfo().filter((each) => each === kind).length;
    const { subgraph, sockets } = await serveRaw((socket) => {
      socket.unref();
      setTimeout(() => socket.write(ANSWER), 10).unref();
    });
    const transport = transportWith();
    const before = [alive('TCPSocketWrap'), alive('Timeout')];
    const reply = transport.send(subgraph, subgraphRequest());
    expect(alive('Timeout')).toBe(before[1]! + 1);
    await reply;
    expect(sockets.size).toBe(1);
    expect([alive('TCPSocketWrap'), alive('Timeout')]).toEqual(before);
  });

  it('is closed with the transport, after which nothing is sent', async () => {
    const { subgraph, sockets } = await serveRaw((socket, index) => {
      setTimeout(() => socket.write(ANSWER), index * 30);
    });
    const transport = transportWith();
    await transport.send(subgraph, subgraphRequest());
    const last = transport.send(subgraph, subgraphRequest());
    await transport.close?.();
    expect(await last).toEqual(text('{"data":{}}'));
    await expect.poll(() => sockets.size).toBe(0);
    await expect(transport.send(subgraph, subgraphRequest())).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
    });
  });
});

describe('a connection that the server closed when it was idle', () => {
  /** Answers the first request, and takes the second one without an answer. */
  const closing = async () =>
    serveRaw((socket, index) => {
      if (index === 1) socket.resetAndDestroy();
      else socket.write(ANSWER);
    });

  it('costs a query nothing: it is sent again', async () => {
    const { subgraph, requests, connectionCount } = await closing();
    const transport = transportWith();
    await transport.send(subgraph, subgraphRequest());
    expect(await transport.send(subgraph, subgraphRequest())).toEqual(text('{"data":{}}'));
    expect([requests.length, connectionCount()]).toEqual([3, 2]);
  });

  it.each(['mutation', 'subscription'] as const)(
    'fails a %s, which may have been executed',
    async (operationKind) => {
      const { subgraph, requests } = await closing();
      const transport = transportWith();
      await transport.send(subgraph, subgraphRequest({ operationKind }));
      await expect(transport.send(subgraph, subgraphRequest({ operationKind }))).rejects.toMatchObject({
        code: 'SUBREQUEST_HTTP_ERROR',
      });
      expect(requests).toHaveLength(2);
    },
  );

  it('is tried once more and not again', async () => {
    const { subgraph, requests } = await serveRaw((socket, index) => {
      if (index === 0) socket.write(ANSWER);
      else socket.destroy();
    });
    const transport = transportWith();
    await transport.send(subgraph, subgraphRequest());
    await expect(transport.send(subgraph, subgraphRequest())).rejects.toMatchObject({
      code: 'SUBREQUEST_HTTP_ERROR',
    });
    expect(requests).toHaveLength(3);
  });

  it('is not tried again once an answer has begun', async () => {
    const { subgraph, requests } = await serveRaw((socket, index) => {
      if (index === 0) socket.write(ANSWER);
      else socket.end('H');
    });
    const transport = transportWith();
    await transport.send(subgraph, subgraphRequest());
    await expect(transport.send(subgraph, subgraphRequest())).rejects.toMatchObject({
      code: 'SUBREQUEST_HTTP_ERROR',
    });
    expect(requests).toHaveLength(2);
  });

  it('is noticed before it is used', async () => {
    const { subgraph, sockets, requests } = await serveRaw((socket) => socket.write(ANSWER));
    const transport = transportWith();
    await transport.send(subgraph, subgraphRequest());
    for (const socket of sockets) socket.end();
    await expect.poll(() => sockets.size).toBe(0);
    await transport.send(subgraph, subgraphRequest({ operationKind: 'mutation' }));
    expect(requests).toHaveLength(2);
  });

  it('is not given to a mutation when it has been idle for more than a second', async () => {
    const { subgraph, connectionCount } = await serveRaw((socket) => socket.write(ANSWER));
    const transport = transportWith({ maxSockets: 1 });
    await transport.send(subgraph, subgraphRequest());
    await transport.send(subgraph, subgraphRequest({ operationKind: 'mutation' }));
    expect(connectionCount()).toBe(1);
    await sleep(1100);
    await transport.send(subgraph, subgraphRequest({ operationKind: 'mutation' }));
    expect(connectionCount()).toBe(2);
  });

  it('never loses or mixes up a reply, however often connections are closed', async () => {
    const { subgraph } = await serveRaw((socket, index, request) => {
      socket.write(response(/"n":\d+/.exec(request)![0]));
      if (index % 3 === 0) socket.end();
    });
    const transport = transportWith({ maxSockets: 4 });
    const numbers = Array.from({ length: 300 }, (_, n) => n);
    const replies = await Promise.all(
      numbers.map(async (n) => {
        await sleep(n % 50);
        return transport.send(subgraph, subgraphRequest({ variables: `{"n":${n}}` }));
      }),
    );
    expect(replies).toEqual(numbers.map((n) => text(`"n":${n}`)));
  });
});
