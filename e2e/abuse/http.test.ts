import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SmallGraph } from '../harness/start-small-graph.js';
import { startSmallGraph } from '../harness/start-small-graph.js';

/** Milliseconds that a refusal may take. */
const LIMIT = 50;

let graph: SmallGraph;
beforeAll(async () => {
  graph = await startSmallGraph({
    cors: { origins: ['https://shop.example'], credentials: true },
    http: { headersTimeout: 300, receiveTimeout: 400 },
  });
  // Code that runs for the first time is slow, and so is the first connection.
  await Promise.all(['{ me { id } }', '{', '[]'].map((query) => graph.post(query)));
});
afterAll(() => graph.stop());

interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly took: number;
  readonly headers: Headers;
}

/** Sends a request three times, and tells the fastest: two cores are shared with other tests. */
async function refusal(init: RequestInit, search = ''): Promise<Refusal> {
  const refusals: Refusal[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const began = performance.now();
    const response = await fetch(`${graph.url}/graphql${search}`, init);
    const body = (await response.json()) as { errors?: [{ extensions: { code: string } }] };
    const took = performance.now() - began;
    refusals.push({
      status: response.status,
      code: body.errors?.[0].extensions.code,
      took,
      headers: response.headers,
    });
  }
  return refusals.sort((a, b) => a.took - b.took)[0] as Refusal;
}

function expectRefusal(found: Refusal, status: number, code: string): void {
  expect({ status: found.status, code: found.code }).toEqual({ status, code });
  expect(found.took).toBeLessThan(LIMIT);
}

const JSON_TYPE = { 'content-type': 'application/json' };
const MUTATION = 'mutation { rename(id: "1", name: "Mallory") { id } }';

describe('a list of operations', () => {
  it('is refused, however many they are, and none of them is executed', async () => {
    const before = graph.calls.length;
    const body = JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ me { id } }' })));
    expectRefusal(await refusal({ method: 'POST', headers: JSON_TYPE, body }), 400, 'BATCHING_NOT_ENABLED');
    expect(graph.calls.length).toBe(before);
  });
});

describe('a request that a foreign page sends in the name of its visitor', () => {
  // What forms, scripts with `no-cors`, and beacons can send without a preflight.
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; x=application/json',
  ])('by POST as %s is refused', async (type) => {
    const before = graph.calls.length;
    const headers = { 'content-type': type, cookie: 'session=1', origin: 'https://evil.example' };
    const found = await refusal({ method: 'POST', headers, body: JSON.stringify({ query: MUTATION }) });
    expectRefusal(found, 415, 'UNSUPPORTED_MEDIA_TYPE');
    expect(found.headers.get('access-control-allow-origin')).toBeNull();
    expect(graph.calls.length).toBe(before);
  });

  it('by POST without a content type is refused', async () => {
    const body = new Blob([JSON.stringify({ query: MUTATION })]);
    expectRefusal(await refusal({ method: 'POST', body }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('by GET, as images and links do, is refused', async () => {
    const before = graph.calls.length;
    const search = `?query=${encodeURIComponent('{ me { id } }')}`;
    for (const headers of [{}, { 'apollo-require-preflight': '' }, { accept: 'image/*,*/*;q=0.8' }]) {
      expectRefusal(await refusal({ headers }, search), 400, 'BAD_REQUEST');
    }
    expect(graph.calls.length).toBe(before);
  });

  it('cannot be a mutation by GET, whatever its headers are', async () => {
    const before = graph.calls.length;
    const search = `?query=${encodeURIComponent(MUTATION)}`;
    const headers = { 'apollo-require-preflight': '1' };
    expectRefusal(await refusal({ headers }, search), 405, 'METHOD_NOT_ALLOWED');
    expect(graph.calls.length).toBe(before);
  });

  it('is not allowed by the answer to its preflight', async () => {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.status).toBe(405);
  });
});

describe('headers', () => {
  /** Sends a request line by line, as no well-behaved client does. */
  const send = async (lines: readonly string[], body = '{"query":"{me{id}}"}') => {
    const { port } = new URL(graph.url);
    const began = performance.now();
    const socket = connect(Number(port), '127.0.0.1');
    const head = ['POST /graphql HTTP/1.1', 'host: router', 'connection: close', ...lines];
    socket.write(`${head.join('\r\n')}\r\ncontent-length: ${body.length}\r\n\r\n${body}`, 'latin1');
    const answer = await text(socket);
    return { answer, took: performance.now() - began };
  };

  it.each([
    ['a line break in a value', ['content-type: application/json', 'x-request-id: a\nset-cookie: stolen=1']],
    ['a null character', ['content-type: application/json', 'x-request-id: a\u0000b']],
    ['a second length', ['content-type: application/json', 'content-length: 5']],
    ['a name with a space', ['content-type: application/json', 'x-request-id : 1']],
    ['a length beside chunks', ['content-type: application/json', 'transfer-encoding: chunked']],
  ])('with %s are refused', async (_what, lines) => {
    const before = graph.calls.length;
    const { answer, took } = await send(lines);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).not.toMatch(/^set-cookie/im);
    expect(took).toBeLessThan(LIMIT);
    expect(graph.calls.length).toBe(before);
  });

  it('that are too large are refused', async () => {
    const { answer, took } = await send(['content-type: application/json', `x-large: ${'a'.repeat(20_000)}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"REQUEST_HEADERS_TOO_LARGE"');
    expect(took).toBeLessThan(LIMIT);
  });

  it('never reach subgraphs or the answer unless they are told to', async () => {
    const before = graph.calls.length;
    const { answer } = await send([
      'content-type: application/json',
      'authorization: Bearer stolen',
      'cookie: session=1',
      'x-request-id: <script>',
      'x-techally-identity: forged',
      'x-forwarded-for: 1.2.3.4',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toContain('<script>');
    const { headers = {} } = graph.calls[before] ?? {};
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('x-techally-identity');
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a body', () => {
  it('that says to be too large is refused before it is sent', async () => {
    const began = performance.now();
    const { status, code } = await new Promise<{ status: number; code: string }>((resolve, reject) => {
      const { port } = new URL(graph.url);
      const headers = { ...JSON_TYPE, 'content-length': 2 ** 40 };
      const request = httpRequest({ port, path: '/graphql', method: 'POST', headers });
      request.on('error', reject);
      request.on('response', (response) => {
        void text(response).then((body) => {
          const { errors } = JSON.parse(body) as { errors: [{ extensions: { code: string } }] };
          request.destroy();
          resolve({ status: response.statusCode ?? 0, code: errors[0].extensions.code });
        });
      });
      request.flushHeaders();
    });
    expect({ status, code }).toEqual({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect(performance.now() - began).toBeLessThan(LIMIT);
  });

  it('that turns out to be too large is refused at the limit, and costs no memory', async () => {
    const { port } = new URL(graph.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: router\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', () => undefined);
    const before = process.memoryUsage().rss;
    for (let sent = 0; sent < 64 && answer === ''; sent++) {
      await new Promise((resolve) => socket.write(chunk, resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => answer).toContain('"code":"PAYLOAD_TOO_LARGE"');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    socket.destroy();
  });

  it('that is compressed is refused, so that none can grow', async () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const found = await refusal({ method: 'POST', headers, body: new Uint8Array(100) });
    expectRefusal(found, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it.each([
    ['the prototype key', '{"query":"{me{id}}","variables":{"__proto__":{"admin":true}}}'],
    [
      'a hundred thousand brackets',
      `{"query":"{me{id}}","variables":${'['.repeat(100_000)}`,
      'MAX_RECURSION_LIMIT',
    ],
    ['no JSON', '{"query'],
  ])('with %s is refused', async (_what, body, code = 'BAD_REQUEST') => {
    expectRefusal(await refusal({ method: 'POST', headers: JSON_TYPE, body }), 400, code);
  });

  it('that comes slowly holds its connection no longer than is allowed, and nobody else', async () => {
    const { port } = new URL(graph.url);
    const head = `POST /graphql HTTP/1.1\r\nhost: router\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`;
    const began = performance.now();
    const slow = Array.from({ length: 200 }, async (_, index) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(head);
      // Who goes on writing may lose the answer: it is overtaken by the reset of the connection.
      const drips = index % 2 === 0;
      const drip = drips ? setInterval(() => socket.write('x'), 20) : undefined;
      socket.on('error', () => undefined);
      const answer = await text(socket).catch(() => '');
      clearInterval(drip);
      return { drips, answer };
    });
    const response = await graph.post('{ me { id } }');
    expect(response.status).toBe(200);
    const answers = await Promise.all(slow);
    expect(performance.now() - began).toBeLessThan(3_000);
    const silent = answers.filter(({ drips }) => !drips);
    const told = silent.filter(({ answer }) => answer.includes('"code":"REQUEST_TIMEOUT"'));
    expect(told.length).toBe(silent.length);
  });
});
