import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

let test: TestRouter;
beforeAll(async () => {
  test = await createTestRouter({ limits: { bodySize: 1000 } });
});
afterAll(() => test.router.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const send = (init: RequestInit & { readonly path?: string }) =>
  test.router.fetch(init.path ?? '/graphql', init);
const code = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: [{ extensions: { code: string } }] };
  return errors[0].extensions.code;
};

describe('the HTTP front', () => {
  it('answers POST and GET with the same data', async () => {
    const post = await test.post('{ me { id } }');
    const get = await send({ path: '/graphql?query={me{id}}', headers: { 'apollo-require-preflight': '1' } });
    expect(await get.text()).toBe(await post.text());
    expect(get.headers.get('cache-control')).toBe('no-store');
  });

  it('answers in the media type that the client asks for', async () => {
    const response = await test.post('{ me { id } }', { accept: 'application/graphql-response+json' });
    expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect((await test.post('{ me { id } }', { accept: 'image/png' })).status).toBe(406);
  });

  it('refuses bodies over the limit with 413', async () => {
    const response = await test.post(`{ me { id } } # ${'x'.repeat(1000)}`);
    expect(response.status).toBe(413);
    expect(await code(response)).toBe('PAYLOAD_TOO_LARGE');
  });

  it.each(['{"query"', '', '"text"', '{"query":1}', '{}'])('refuses the body %j with 400', async (body) => {
    const response = await send({ method: 'POST', headers: JSON_TYPE, body });
    expect(response.status).toBe(400);
    expect(await code(response)).toBe('BAD_REQUEST');
  });

  it('refuses a list of operations with 400, unless that is switched on', async () => {
    const response = await send({ method: 'POST', headers: JSON_TYPE, body: ' [{"query":"{ me { id } }"}]' });
    expect(response.status).toBe(400);
    expect(await code(response)).toBe('BATCHING_NOT_ENABLED');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('refuses the content type %s with 415', async (type) => {
    const response = await send({
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"query":"{me{id}}"}',
    });
    expect(response.status).toBe(415);
    expect(await code(response)).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON'])(
    'takes the content type %s',
    async (type) => {
      const init = { method: 'POST', headers: { 'content-type': type }, body: '{"query":"{me{id}}"}' };
      expect((await send(init)).status).toBe(200);
    },
  );

  it.each([
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['a compressed body', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['no content type', {}],
  ])('refuses %s with 415', async (_what, headers) => {
    const response = await send({ method: 'POST', headers, body: Buffer.from('{"query":"{me{id}}"}') });
    expect(response.status).toBe(415);
    expect(await code(response)).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('refuses bodies that are no UTF-8, in place of changing their text', async () => {
    const body = Buffer.concat([
      Buffer.from('{"query":"{ me { id } } # '),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    expect((await send({ method: 'POST', headers: JSON_TYPE, body })).status).toBe(400);
  });

  it.each(['{"query":"{me{id}}","variables":{"__proto__":{}}}', '{"a":{"\\u005f_proto_\\u005F" : 1}}'])(
    'refuses the prototype key in %s',
    async (body) => {
      const response = await send({ method: 'POST', headers: JSON_TYPE, body });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('__proto__');
    },
  );

  it('reads a body that comes in pieces, and stops at the limit', async () => {
    const { router } = await createTestRouter({ limits: { bodySize: 100 } });
    const { port } = await router.listen({ port: 0 });
    const post = (pieces: readonly string[]) =>
      new Promise<number>((resolve, reject) => {
        const request = httpRequest({ port, path: '/graphql', method: 'POST', headers: JSON_TYPE });
        request.on('response', (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        request.on('error', reject);
        for (const piece of pieces) request.write(piece);
        request.end();
      });
    expect(await post(['{"query":', '"{ me {', ' id } }"}'])).toBe(200);
    expect(await post(['{"query":"{ me { id } } #', 'x'.repeat(100), '"}'])).toBe(413);
    await router.close();
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])('refuses %s with 405', async (method) => {
    const response = await send({ method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  it('refuses mutations by GET', async () => {
    const query = encodeURIComponent('mutation { rename(id: "1", name: "X") { id } }');
    const response = await send({
      path: `/graphql?query=${query}`,
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(405);
  });

  it('refuses GET requests that a foreign page could send', async () => {
    const before = test.users.requests.length;
    const response = await send({ path: '/graphql?query={me{id}}' });
    expect(response.status).toBe(400);
    expect(test.users.requests.length).toBe(before);
  });

  it.each(['/nope', '/graphql/nope', '/sandbox/nope.js'])('answers %s with 404', async (path) => {
    const response = await send({ path });
    expect(response.status).toBe(404);
    expect(await code(response)).toBe('NOT_FOUND');
  });

  it('answers a path that does not decode with 400', async () => {
    expect((await send({ path: '/%zz' })).status).toBe(400);
  });

  it('never shows a stack trace', async () => {
    for (const body of [
      '{',
      JSON.stringify({ query: '{ broken }' }),
      JSON.stringify({ query: '{ nope }' }),
    ]) {
      const text = await (await send({ method: 'POST', headers: JSON_TYPE, body })).text();
      expect(text).not.toMatch(/stacktrace|\.ts:|\.js:|node_modules/);
    }
  });
});

describe('a request id', () => {
  const idFor = async (sent: string) => {
    const response = await test.post('{ me { id } }', { 'x-request-id': sent });
    expect(test.users.requests.at(-1)?.headers['x-request-id']).toBe(response.headers.get('x-request-id'));
    return response.headers.get('x-request-id');
  };

  it('of the client is kept, and reaches subgraphs and answer', async () => {
    expect(await idFor('checkout-42')).toBe('checkout-42');
  });

  it.each(['', 'a b', 'x'.repeat(129), '<script>', 'a,b'])('like %j is replaced', async (sent) => {
    expect(await idFor(sent)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a header of the client', () => {
  it('reaches subgraphs only when the configuration names it', async () => {
    const { router, users, post } = await createTestRouter({ headers: { forward: ['Accept-Language'] } });
    await post('{ me { id } }', { 'accept-language': 'de', cookie: 'a=1', 'x-other': 'x' });
    expect(users.requests.at(-1)?.headers).toMatchObject({ 'accept-language': 'de' });
    expect(Object.keys(users.requests.at(-1)?.headers ?? {}).sort()).toEqual([
      'accept-language',
      'x-forwarded-for',
      'x-request-id',
    ]);
    await router.close();
  });
});

describe('the client address', () => {
  const addressWith = async (options: Parameters<typeof createTestRouter>[0], forwarded: string) => {
    const { router, users, post } = await createTestRouter(options);
    await post('{ me { id } }', { 'x-forwarded-for': forwarded });
    await router.close();
    return users.requests.at(-1)?.headers['x-forwarded-for'];
  };

  it('is that of the socket, whatever X-Forwarded-For says', async () => {
    expect(await addressWith({}, '203.0.113.9')).toBe('127.0.0.1');
  });

  it('comes from X-Forwarded-For of a trusted proxy', async () => {
    expect(await addressWith({ trustProxy: 'loopback' }, '203.0.113.9')).toBe('203.0.113.9');
  });

  it('is the nearest one that no trusted proxy vouches for', async () => {
    const options = { trustProxy: ['127.0.0.1', '10.0.0.0/8'] };
    expect(await addressWith(options, '6.6.6.6, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9');
  });

  it('is never text that is no address', async () => {
    expect(await addressWith({ trustProxy: true }, 'evil')).toBe('127.0.0.1');
  });
});

describe('cross-origin requests', () => {
  const origin = 'https://shop.example';

  it('get no CORS headers unless configured', async () => {
    const response = await test.post('{ me { id } }', { origin });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are allowed for the configured origins only', async () => {
    const { router, post } = await createTestRouter({ cors: { origins: [origin], credentials: true } });
    const allowed = await post('{ me { id } }', { origin });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    expect(allowed.headers.get('vary')).toBe('origin');
    const foreign = await post('{ me { id } }', { origin: 'https://evil.example' });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();

    const preflight = await router.fetch('/graphql', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    await router.close();
  });

  it('cannot be allowed with credentials for every origin', async () => {
    await expect(createTestRouter({ cors: { origins: '*', credentials: true } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});

describe('health', () => {
  it('is told, and readiness too', async () => {
    for (const path of ['/health', '/health?ready']) {
      const response = await send({ path });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'ok' });
    }
  });
});
