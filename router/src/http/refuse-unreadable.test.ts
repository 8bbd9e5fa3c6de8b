import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

let test: TestRouter;
let port: number;
beforeAll(async () => {
  test = await createTestRouter({
    http: { headersTimeout: 100, receiveTimeout: 200, maxHeaderSize: 2_000, keepAliveTimeout: 300 },
  });
  ({ port } = await test.router.listen({ port: 0 }));
});
afterAll(() => test.router.close());

/** Sends bytes and nothing more, and reads until the router closes the connection. */
async function exchange(bytes: string): Promise<{ readonly answer: string; readonly took: number }> {
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  const answer = await text(socket);
  return { answer, took: performance.now() - began };
}

const codeOf = (answer: string) => {
  const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as {
    errors: [{ extensions: { code: string } }];
  };
  return body.errors[0].extensions.code;
};

const START = 'POST /graphql HTTP/1.1\r\nhost: router\r\ncontent-type: application/json\r\n';

describe('a request that cannot be read', () => {
  it.each([
    ['is no HTTP', 'Hello.\r\n\r\n'],
    ['has two lengths', `${START}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`],
    [
      'has a length beside chunks',
      `${START}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['has a header with a control character', `${START}x: a\u0000b\r\n\r\n`],
    ['has a folded header', `${START}x: a\r\n b\r\ny z: 1\r\n\r\n`],
  ])('since it %s is refused with 400', async (_why, bytes) => {
    const { answer } = await exchange(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('connection: close\r\n');
    expect(codeOf(answer)).toBe('BAD_REQUEST');
  });

  it('since its headers are too large is refused with 431', async () => {
    const { answer } = await exchange(`${START}x: ${'a'.repeat(3_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(codeOf(answer)).toBe('REQUEST_HEADERS_TOO_LARGE');
  });

  it.each([
    ['headers', START, 100],
    ['body', `${START}content-length: 100\r\n\r\n{"query"`, 200],
  ])('since its %s do not come is refused with 408 in time', async (_what, bytes, limit) => {
    const { answer, took } = await exchange(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(codeOf(answer)).toBe('REQUEST_TIMEOUT');
    expect(took).toBeGreaterThan(limit - 20);
    expect(took).toBeLessThan(limit + 500);
  });

  it('does not keep others from being answered', async () => {
    const slow = exchange(START);
    expect((await test.post('{ me { id } }')).status).toBe(200);
    await slow;
  });
});

describe('an idle connection', () => {
  it('is closed after the time that is set, which clients are told', async () => {
    const body = '{"query":"{me{id}}"}';
    const { answer, took } = await exchange(`${START}content-length: ${body.length}\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(took).toBeGreaterThan(280);
    expect(took).toBeLessThan(3_000);
  });
});
