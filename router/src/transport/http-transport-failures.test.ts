import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Cancellation } from '../cancellation/cancellation.js';
import { cancelled } from '../cancellation/testing/cancelled.js';
import { ANSWER, cleanUp, send, serveRaw, text, transportWith } from './testing/http-fixtures.js';
import { startRawServer } from './testing/raw-server.js';
import { subgraphRequest } from './testing/subgraph-request.js';

afterEach(cleanUp);

describe('a subgraph that does not answer as it should', () => {
  it('cannot be reached when nobody listens', async () => {
    const server = await startRawServer(() => undefined);
    await server.close();
    await expect(send(server.subgraph)).rejects.toMatchObject({
      code: 'SUBREQUEST_HTTP_ERROR',
      message: 'Subgraph "users" could not be reached.',
    });
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['closes', (socket) => socket.end(), 'closed the connection without an answer'],
    ['resets', (socket) => socket.resetAndDestroy(), 'closed the connection without an answer'],
    [
      'speaks another protocol',
      (socket) => socket.write('220 smtp ready\r\n'),
      'answered something that is not HTTP',
    ],
    [
      'ends in the head',
      (socket) => socket.end('HTTP/1.1 200 OK\r\n'),
      'broke off in the middle of its answer',
    ],
    [
      'ends in the body',
      (socket) => socket.end(ANSWER.slice(0, -1)),
      'broke off in the middle of its answer',
    ],
    [
      'ends in a chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{'),
      'broke off in the middle of its answer',
    ],
    [
      'ends before the last chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n'),
      'broke off in the middle of its answer',
    ],
  ])('is told apart when it %s', async (_title, answer, message) => {
    const { subgraph, connectionCount } = await serveRaw(answer);
    await expect(send(subgraph)).rejects.toMatchObject({
      code: 'SUBREQUEST_HTTP_ERROR',
      message: `Subgraph "users" ${message}.`,
    });
    expect(connectionCount()).toBe(1);
  });

  it('is given up after the timeout, also in the middle of an answer', async () => {
    for (const begin of ['', 'HTTP/1.1 200', ANSWER.slice(0, -3), `HTTP/1.1 200 OK\r\n\r\n{`]) {
      const { subgraph, sockets } = await serveRaw((socket) => begin !== '' && socket.write(begin));
      await expect(send(subgraph, { timeout: 50 })).rejects.toMatchObject({
        code: 'SUBREQUEST_TIMEOUT',
        message: 'Subgraph "users" did not answer within 50 ms.',
      });
      await expect.poll(() => sockets.size).toBe(0);
    }
  });

  it('is given up after the timeout though it never stops answering', async () => {
    const { subgraph } = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => {
        clearInterval(drip);
      });
    });
    await expect(send(subgraph, { timeout: 60 })).rejects.toMatchObject({ code: 'SUBREQUEST_TIMEOUT' });
  });

  it.each([
    ['with a length', 'content-length: 100000000\r\n\r\n'],
    ['without a length', '\r\n'],
  ])('is not listened to when it answers 100 MB %s', async (_title, head) => {
    let written = 0;
    const { subgraph } = await serveRaw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${head}`);
      const chunk = Buffer.alloc(65_536, 0x20);
      const more = () => {
        while (written < 100_000_000 && !socket.destroyed && socket.write(chunk)) written += chunk.length;
      };
      socket.on('drain', more);
      more();
    });
    await expect(send(subgraph, { maxResponseBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'SUBREQUEST_RESPONSE_TOO_LARGE',
      message: 'Subgraph "users" answered more than 1000000 bytes.',
    });
    expect(written).toBeLessThan(50_000_000);
  });
});

describe('a cancellation', () => {
  it('that came before sends nothing', async () => {
    const { subgraph, connectionCount } = await serveRaw((socket) => socket.write(ANSWER));
    await expect(send(subgraph, {}, { cancellation: cancelled('gone') })).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
      cause: 'gone',
    });
    expect(connectionCount()).toBe(0);
  });

  it('meanwhile ends the request and its connection, and no other', async () => {
    const { subgraph, sockets } = await serveRaw((socket, _index, request) => {
      if (request.includes('"ok"')) setTimeout(() => socket.write(ANSWER), 100);
      else socket.write(ANSWER.slice(0, 30));
    });
    const transport = transportWith();
    const cancellation = new Cancellation();
    const other = transport.send(subgraph, subgraphRequest({ variables: '{"id":"ok"}' }));
    const aborted = Array.from({ length: 20 }, () =>
      transport.send(subgraph, subgraphRequest({ cancellation })),
    );
    setTimeout(() => {
      cancellation.cancel(new Error('gone'));
    }, 20);
    for (const reply of aborted) {
      await expect(reply).rejects.toMatchObject({
        code: 'SUBREQUEST_FAILED',
        message: 'The request to subgraph "users" was aborted.',
        cause: { message: 'gone' },
      });
    }
    await expect.poll(() => sockets.size).toBe(1);
    expect(await other).toEqual(text('{"data":{}}'));
  });

  it('takes a request out of the queue', async () => {
    const { subgraph, requests } = await serveRaw((socket) => {
      setTimeout(() => socket.write(ANSWER), 50);
    });
    const transport = transportWith({ maxSockets: 1 });
    const cancellation = new Cancellation();
    const first = transport.send(subgraph, subgraphRequest());
    const second = transport.send(subgraph, subgraphRequest({ cancellation }));
    const third = transport.send(subgraph, subgraphRequest());
    cancellation.cancel();
    await expect(second).rejects.toMatchObject({ code: 'SUBREQUEST_FAILED' });
    await Promise.all([first, third]);
    expect(requests).toHaveLength(2);
  });

  it('afterwards changes nothing', async () => {
    const { subgraph, connectionCount } = await serveRaw((socket) => socket.write(ANSWER));
    const transport = transportWith();
    const cancellation = new Cancellation();
    await transport.send(subgraph, subgraphRequest({ cancellation }));
    cancellation.cancel();
    await transport.send(subgraph, subgraphRequest());
    expect(connectionCount()).toBe(1);
  });
});
