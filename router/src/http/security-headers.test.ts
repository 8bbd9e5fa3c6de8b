import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_POLICY } from '../sandbox/sandbox-page.js';
import type { TestRouter } from '../testing/test-router.js';
import { createTestRouter } from '../testing/test-router.js';

let test: TestRouter;
beforeAll(async () => {
  test = await createTestRouter();
});
afterAll(() => test.router.close());

const STRICT = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Names in lower case and values, with each that comes more than once. */
const headersOf = async (url: string) => {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  response.resume();
  return response.headersDistinct;
};

describe('headers that tell browsers to be strict', () => {
  it.each(['/graphql?query={__typename}', '/health', '/nope', '/sandbox/start.js'])(
    'stand at %s',
    async (path) => {
      const { headers } = await test.router.fetch(path, { headers: { 'apollo-require-preflight': '1' } });
      expect(Object.fromEntries(headers)).toMatchObject(STRICT);
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  it('stand once in what is sent over a socket, and are the same without one', async () => {
    const { url } = await test.router.listen({ port: 0, host: '127.0.0.1' });
    for (const path of ['/graphql', '/health', '/nope', '/', '/sandbox/start.js']) {
      const sent = await headersOf(new URL(path, url).href);
      const { headers } = await test.router.fetch(path);
      const expected = Object.fromEntries([...headers].map(([name, value]) => [name, [value]]));
      const own = { date: [expect.any(String)], 'x-request-id': [expect.any(String)] };
      expect(sent).toEqual({ ...expected, ...own, connection: ['close'] });
      expect(Object.keys(sent)).toEqual(expect.arrayContaining(Object.keys(STRICT)));
    }
  });

  it("stand at the sandbox's page, which has a policy of its own that allows no inline scripts", async () => {
    const { headers } = await test.router.fetch('/');
    const policy = headers.get('content-security-policy');
    expect(Object.fromEntries(headers)).toMatchObject({
      ...STRICT,
      'content-security-policy': SANDBOX_POLICY,
    });
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });

  it("can be switched off, but for the policy of the sandbox's page", async () => {
    const { router, post } = await createTestRouter({ http: { securityHeaders: false } });
    const { headers } = await post('{ me { id } }');
    for (const name of Object.keys(STRICT)) expect(headers.get(name), name).toBeNull();
    expect((await router.fetch('/')).headers.get('content-security-policy')).toBe(SANDBOX_POLICY);
    await router.close();
  });

  it('tell browsers to use HTTPS only where that is switched on', async () => {
    const strictTransportSecurity = { enabled: true, maxAge: 60 };
    const first = await createTestRouter({ http: { strictTransportSecurity } });
    expect((await first.post('{ me { id } }')).headers.get('strict-transport-security')).toBe(
      'max-age=60; includeSubDomains',
    );
    await first.router.close();
    const second = await createTestRouter({
      http: { strictTransportSecurity: { ...strictTransportSecurity, includeSubdomains: false } },
    });
    expect((await second.post('{ me { id } }')).headers.get('strict-transport-security')).toBe('max-age=60');
    await second.router.close();
  });
});
