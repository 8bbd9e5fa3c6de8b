import type { Identity } from '@techally/identity';
import { createIdentityVerifier, IDENTITY_HEADER } from '@techally/identity';
import type { JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RouterConfigInput } from '../config/router-config.js';
import type { TestKey } from '../testing/test-issuer.js';
import { ANN, createTestKey, keySet, signToken, TEST_ISSUER } from '../testing/test-issuer.js';
import { createTestRouter } from '../testing/test-router.js';

const secret = 'a secret of at least thirty-two characters';
const server: Identity = {
  kind: 'user',
  userId: 'server',
  email: 'server@example.com',
  role: 'USER',
  tier: 'PREMIUM',
  scope: [],
};

let key: TestKey;
let published: JSONWebKeySet;
beforeAll(async () => {
  key = await createTestKey('key-1');
  published = keySet(key);
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the access token', () => {
  const issuers = [{ issuer: TEST_ISSUER, jwks: { load: async () => published } }];
  async function statusWith(
    authentication: RouterConfigInput['authentication'],
    headers: Readonly<Record<string, string>>,
  ): Promise<[number, string]> {
    const { router, post, users } = await createTestRouter({
      identity: { secret },
      authentication: { issuers, ...authentication },
      resolveApiKey: (apiKey) => (apiKey === 'good-key' ? server : null),
    });
    const { status } = await post('{ me { id } }', headers);
    const sent = users.requests.at(-1)?.headers[IDENTITY_HEADER];
    const identity = await createIdentityVerifier({ secret, audience: 'users' })
      .verify(sent)
      .catch(() => undefined);
    await router.close();
    return [status, identity?.kind === 'user' ? identity.userId : (identity?.kind ?? 'nobody asked')];
  }
  const own = { token: { header: 'X-Token', scheme: '' } };
  const other = { token: { scheme: 'JWT' } };
  const cookie = { token: { cookie: '__Host-token' } };

  it.each<[string, RouterConfigInput['authentication'], (token: string) => Record<string, string>]>([
    ['a header of its own', own, (token) => ({ 'x-token': token })],
    [
      'a header of its own beside an authorization that is for somebody else',
      own,
      (token) => ({ 'x-token': token, authorization: 'Basic YTpi' }),
    ],
    ['a header with another scheme', other, (token) => ({ authorization: `jwt  ${token} ` })],
    ['a cookie', cookie, (token) => ({ cookie: `a=b; __Host-token=${token}; c=d` })],
    [
      'a cookie in quotes, and the first of several',
      cookie,
      (token) => ({ cookie: `__Host-token="${token}";__Host-token=x` }),
    ],
    [
      'a header, beside a bad one in a cookie',
      cookie,
      (token) => ({ ...bearer(token), cookie: '__Host-token=bad' }),
    ],
  ])('may come in %s', async (_where, authentication, headers) => {
    expect(await statusWith(authentication, headers(await signToken(key)))).toEqual([200, ANN.sub]);
  });

  it.each<[string, RouterConfigInput['authentication'], (token: string) => Record<string, string>]>([
    ['the usual header when another is configured', own, bearer],
    ['a cookie when none is configured', {}, (token) => ({ cookie: `__Host-token=${token}` })],
    ['a cookie of another name', cookie, (token) => ({ cookie: `x__Host-token=${token}; Token=${token}` })],
    ['an empty cookie', cookie, () => ({ cookie: '__Host-token=; a' })],
  ])('is not looked for in %s', async (_where, authentication, headers) => {
    expect(await statusWith(authentication, headers(await signToken(key)))).toEqual([200, 'anonymous']);
  });

  it.each<[string, RouterConfigInput['authentication'], (token: string) => Record<string, string>]>([
    ['a header with a scheme that is not configured', other, bearer],
    ['a header with more than the token', own, (token) => ({ 'x-token': `Bearer ${token}` })],
    [
      'a bad header beside a good cookie',
      cookie,
      (token) => ({ ...bearer('bad'), cookie: `__Host-token=${token}` }),
    ],
    ['a bad cookie', cookie, () => ({ cookie: '__Host-token=bad' })],
  ])('is refused for %s', async (_where, authentication, headers) => {
    expect(await statusWith(authentication, headers(await signToken(key)))).toEqual([401, 'nobody asked']);
  });

  it('in a cookie counts after an API key, which the client has chosen to send', async () => {
    const headers = { 'x-api-key': 'good-key', cookie: `__Host-token=${await signToken(key)}` };
    expect(await statusWith(cookie, headers)).toEqual([200, 'server']);
  });

  it('in a cookie does not make a request count that a page of another origin could have sent', async () => {
    const { router, users } = await createTestRouter({ authentication: { issuers, ...cookie } });
    const headers = { cookie: `__Host-token=${await signToken(key)}` };
    const url = '/graphql?query={me{id}}';
    expect((await router.fetch(url, { headers })).status).toBe(400);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const body = '{"query":"mutation { rename(id: 1, name: \\"x\\") { id } }"}';
      const response = await router.fetch('/graphql', {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
        body,
      });
      expect(response.status).toBe(415);
    }
    expect(users.requests).toEqual([]);
    expect(
      (await router.fetch(url, { headers: { ...headers, 'apollo-require-preflight': '1' } })).status,
    ).toBe(200);
    await router.close();
  });

  it('may have an expiry that lies within the tolerance, and not before it', async () => {
    const token = (age: number) => signToken(key, { claims: { exp: Math.floor(Date.now() / 1000) - age } });
    const lenient = { clockTolerance: 60_000 };
    expect(await statusWith(lenient, bearer(await token(50)))).toEqual([200, ANN.sub]);
    expect(await statusWith(lenient, bearer(await token(70)))).toEqual([401, 'nobody asked']);
    expect(await statusWith({ clockTolerance: 0 }, bearer(await token(1)))).toEqual([401, 'nobody asked']);
  });

  it('that is longer than any real one is refused unread', async () => {
    expect(await statusWith({}, bearer(`${await signToken(key)}${'x'.repeat(16_384)}`))).toEqual([
      401,
      'nobody asked',
    ]);
  });

  it('and an API key have headers of their own', async () => {
    const apiKeyHeader = 'X-Server-Key';
    expect(await statusWith({ apiKeyHeader }, { 'x-server-key': 'good-key' })).toEqual([200, 'server']);
    expect(await statusWith({ apiKeyHeader }, { 'x-api-key': 'good-key' })).toEqual([200, 'anonymous']);
    await expect(statusWith({ apiKeyHeader: 'Authorization' }, {})).rejects.toThrow(
      'authentication.apiKeyHeader',
    );
  });
});
