import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { ANSWER, cleanUp, send, serve, serveRaw, text, transportWith } from './testing/http-fixtures.js';
import { createSelfSignedCertificate } from './testing/self-signed-certificate.js';
import { subgraphRequest } from './testing/subgraph-request.js';

afterEach(cleanUp);

describe('a request over HTTP', () => {
  it('hands over query, variables, operation name and headers, and brings back status, type and text', async () => {
    let received: unknown;
    const subgraph = await serve((incoming, outgoing) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        received = [incoming.method, incoming.url, incoming.headers['x-request-id'], JSON.parse(body)];
        outgoing.writeHead(201, { 'content-type': 'Application/JSON; charset=utf-8' }).end('{"data":"ü"}');
      });
    });
    expect(await send(subgraph)).toEqual({
      kind: 'text',
      httpStatus: 201,
      mediaType: 'application/json',
      text: '{"data":"ü"}',
    });
    const { query, operationName } = subgraphRequest();
    expect(received).toEqual(['POST', '/graphql', 'r1', { query, operationName, variables: { id: '1' } }]);
  });

  it('brings back bodies of all sizes and forms as fetch does', async () => {
    const bodies = [1, 100, 5000, 65_000, 65_536, 66_000, 200_000, 3_000_000].map((size) =>
      'aé€😀'.repeat(size / 4),
    );
    let index = 0;
    const subgraph = await serve((incoming, outgoing) => {
      incoming.resume();
      const body = bodies[Math.floor(index / 2) % bodies.length]!;
      index += 1;
      if (index % 3 === 0) outgoing.setHeader('content-length', Buffer.byteLength(body));
      if (index % 3 === 1) for (let at = 0; at < 3000; at += 500) outgoing.write(body.slice(at, at + 500));
      outgoing.end(index % 3 === 1 ? body.slice(3000) : body);
    });
    const transport = transportWith();
    for (let turn = 0; turn < 48; turn += 1) {
      const body = bodies[Math.floor(index / 2) % bodies.length]!;
      const reply =
        turn % 2 === 0
          ? await transport.send(subgraph, subgraphRequest())
          : { kind: 'text', text: await (await fetch(subgraph.url, { method: 'POST', body: '{}' })).text() };
      expect(reply.kind === 'text' && reply.text === body).toBe(true);
    }
  });

  it('sends a body that does not fit into one packet', async () => {
    let length = 0;
    const subgraph = await serve((incoming, outgoing) => {
      incoming.on('data', (chunk: Buffer) => (length += chunk.length));
      incoming.on('end', () => outgoing.end('{"data":{}}'));
    });
    const variables = JSON.stringify({ text: 'é'.repeat(5_000_000) });
    expect(await send(subgraph, {}, { variables })).toEqual(text('{"data":{}}'));
    expect(length).toBeGreaterThan(10_000_000);
  });

  it('survives a server that writes byte by byte', async () => {
    const { subgraph } = await serveRaw((socket) => {
      void (async () => {
        for (const byte of 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\n{"data":{}}\r\n0\r\n\r\n') {
          socket.write(byte);
          await sleep(0);
        }
      })();
    });
    const transport = transportWith();
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await transport.send(subgraph, subgraphRequest())).toEqual(text('{"data":{}}'));
    }
  });

  it('reaches a host by its name and by an IPv6 address', async () => {
    const subgraph = await serve((incoming, outgoing) => outgoing.end(incoming.headers.host));
    const { port } = new URL(subgraph.url);
    const named = { ...subgraph, url: `http://localhost:${port}` };
    expect(await send(named)).toEqual(text(`localhost:${port}`));
    const mapped = { ...subgraph, url: `http://[::ffff:127.0.0.1]:${port}` };
    expect(await send(mapped)).toEqual(text(`[::ffff:7f00:1]:${port}`));
  });

  it.each([
    ['', 'has no URL'],
    ['users:4001', 'has a URL that is not valid'],
    ['not a URL', 'has a URL that is not valid'],
  ])('to the URL %j fails before anything is sent', async (url, message) => {
    await expect(send({ name: 'users', url })).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
      message: `Subgraph "users" ${message}.`,
    });
  });

  it('with a line break in a header is not sent', async () => {
    const server = await serveRaw((socket) => socket.write(ANSWER));
    const headers = { values: { 'x-a': 'b\r\nx-admin: 1' }, sharingKey: '' };
    await expect(send(server.subgraph, {}, { headers })).rejects.toMatchObject({
      code: 'SUBREQUEST_FAILED',
      message: 'Subgraph "users" cannot be sent a header as it is.',
    });
    expect(server.requests).toEqual([]);
  });

  it('does not follow redirects with the identity in its hands', async () => {
    let visits = 0;
    const elsewhere = await serve((_incoming, outgoing) => {
      visits += 1;
      outgoing.end('{"data":{}}');
    });
    const subgraph = await serve((_incoming, outgoing) =>
      outgoing.writeHead(307, { location: elsewhere.url }).end(),
    );
    expect(await send(subgraph)).toMatchObject({ httpStatus: 307, text: '' });
    expect(visits).toBe(0);
  });
});

describe('compression', () => {
  const body = JSON.stringify({ data: 'ü'.repeat(50_000) });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('by %s is understood', async (encoding, compress: (text: string) => Buffer) => {
    const subgraph = await serve((_incoming, outgoing) =>
      outgoing.writeHead(200, { 'content-encoding': encoding }).end(compress(body)),
    );
    const transport = transportWith();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await transport.send(subgraph, subgraphRequest())).toEqual(text(body));
    }
  });

  it('is asked for where it is switched on, and not on this machine', async () => {
    const subgraph = await serve((incoming, outgoing) =>
      outgoing.end(incoming.headers['accept-encoding'] ?? 'none'),
    );
    expect(await send(subgraph)).toEqual(text('none'));
    expect(await send(subgraph, { compression: true })).toEqual(text('gzip, br'));
  });

  it('does not hide how large a reply is', async () => {
    const subgraph = await serve((_incoming, outgoing) =>
      outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(100_000_000))),
    );
    await expect(send(subgraph)).rejects.toMatchObject({
      code: 'SUBREQUEST_RESPONSE_TOO_LARGE',
      message: 'Subgraph "users" answered more than 50000000 bytes.',
    });
  });
});

describe('a connection with TLS', () => {
  const { key, cert } = createSelfSignedCertificate('localhost');
  const serveTls = async () => {
    let requests = 0;
    const listener: RequestListener = (incoming, outgoing) => {
      requests += 1;
      incoming.resume();
      outgoing.end(`{"data":"${'x'.repeat(100_000)}"}`);
    };
    const { url } = await serve(listener, createTlsServer({ key, cert }, listener));
    const secure = url.replace('http:', 'https:');
    return { secure, named: secure.replace('127.0.0.1', 'localhost'), requests: () => requests };
  };

  it('is used when the certificate is trusted and fits the name, also again', async () => {
    const { named } = await serveTls();
    const transport = transportWith({ tls: { ca: cert } });
    for (let turn = 0; turn < 3; turn += 1) {
      const reply = await transport.send({ name: 'users', url: named }, subgraphRequest());
      expect(reply).toEqual(text(`{"data":"${'x'.repeat(100_000)}"}`));
    }
  });

  it('gets no request when the certificate is not trusted or of another host', async () => {
    const { named, secure, requests } = await serveTls();
    const failure = { code: 'SUBREQUEST_HTTP_ERROR', message: 'Subgraph "users" could not be reached.' };
    await expect(send({ name: 'users', url: named })).rejects.toMatchObject(failure);
    await expect(send({ name: 'users', url: secure }, { tls: { ca: cert } })).rejects.toMatchObject(failure);
    expect(requests()).toBe(0);
  });
});
