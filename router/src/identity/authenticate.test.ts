import type { Identity, UserIdentity } from '@techally/identity';
import { createIdentityVerifier, IDENTITY_HEADER } from '@techally/identity';
import type { JSONWebKeySet } from 'jose';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestKey } from '../testing/test-issuer.js';
import { ANN, createTestKey, keySet, signToken, TEST_ISSUER } from '../testing/test-issuer.js';
import type { TestRouter } from '../testing/test-router.js';
import { authenticationOptions } from '../config/authentication-options.js';
import { createAuthenticate } from './authenticate.js';
import { createTestRouter } from '../testing/test-router.js';

const secret = 'a secret of at least thirty-two characters';
const premium: Identity = {
  kind: 'user',
  userId: 'server',
  email: 'server@example.com',
  role: 'USER',
  tier: 'PREMIUM',
  scope: [],
};

let key: TestKey;
let other: TestKey;
let published: JSONWebKeySet;
let test: TestRouter;
let revokedIds: Set<unknown>;

beforeAll(async () => {
  key = await createTestKey('key-1');
  other = await createTestKey('key-1');
  published = keySet(key);
  revokedIds = new Set();
  test = await createTestRouter({
    identity: { secret },
    authentication: { issuers: [{ issuer: TEST_ISSUER, jwks: { load: async () => published } }] },
    isRevoked: ({ jti }) => {
      if (jti === 'explode') throw new Error('the revocation list is away');
      return revokedIds.has(jti);
    },
    resolveApiKey: (apiKey) => (apiKey === 'good-key' ? premium : null),
  });
});
afterAll(() => test.router.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The headers that the users subgraph got with the last request. */
const sentHeaders = () => test.users.requests.at(-1)?.headers ?? {};
const sentIdentity = () =>
  createIdentityVerifier({ secret, audience: 'users' }).verify(sentHeaders()[IDENTITY_HEADER]);

async function expectRefused(response: Response, reason: string): Promise<void> {
  expect(response.status).toBe(401);
  const { errors, data } = (await response.json()) as {
    errors: { message: string; extensions: unknown }[];
    data: unknown;
  };
  expect(errors).toEqual([
    { message: expect.any(String) as string, extensions: { code: 'UNAUTHENTICATED', reason } },
  ]);
  expect(data).toBeUndefined();
}

describe('identity', () => {
  it('without credentials is anonymous, and the subgraph is told so', async () => {
    expect((await test.post('{ me { id } }')).status).toBe(200);
    expect(await sentIdentity()).toEqual({ kind: 'anonymous' });
  });

  it('of a valid token reaches the subgraph in a signed header, and authorization does not', async () => {
    const response = await test.post('{ me { id } }', bearer(await signToken(key)));
    expect(await response.json()).toEqual({ data: { me: { id: '1' } } });
    expect(await sentIdentity()).toMatchObject({
      kind: 'user',
      userId: ANN.sub,
      email: ANN.email,
      role: 'USER',
      tier: 'PREMIUM',
      scope: ['orders:read', 'orders:write'],
      sessionId: 'session-1',
      tokenId: 'token-1',
      issuedAt: expect.any(Number) as number,
      expiresAt: expect.any(Number) as number,
    });
    expect(Object.keys(sentHeaders()).sort()).toEqual(
      ['x-forwarded-for', IDENTITY_HEADER, 'x-request-id'].sort(),
    );
  });

  it('is bound to the subgraph that it is sent to', async () => {
    await test.post('{ me { reviews { body } } }', bearer(await signToken(key)));
    const header = test.reviews.requests.at(-1)?.headers[IDENTITY_HEADER];
    await expect(createIdentityVerifier({ secret, audience: 'users' }).verify(header)).rejects.toThrow();
    await expect(
      createIdentityVerifier({ secret, audience: 'reviews' }).verify(header),
    ).resolves.toMatchObject({
      userId: ANN.sub,
    });
  });

  it('takes scopes as a list too', async () => {
    await test.post('{ me { id } }', bearer(await signToken(key, { claims: { scope: ['a', 'b'] } })));
    expect(((await sentIdentity()) as UserIdentity).scope).toEqual(['a', 'b']);
  });

  it('header of a client is dropped', async () => {
    await test.post('{ me { id } }', { [IDENTITY_HEADER]: 'forged', 'X-TechAlly-Identity': 'forged' });
    expect(await sentIdentity()).toEqual({ kind: 'anonymous' });
  });

  it('of a service cannot be had by a token that claims it', async () => {
    const claims = { kind: 'service', sub: 'service:order', tokenId: 'forged', apiKeyId: 'forged' };
    await test.post('{ me { id } }', bearer(await signToken(key, { claims })));
    expect(await sentIdentity()).toMatchObject({ kind: 'user', userId: 'service:order', tokenId: 'token-1' });
    expect(await sentIdentity()).not.toHaveProperty('apiKeyId');
  });

  it('of an API key reaches the subgraph, and the key does not', async () => {
    await test.post('{ me { id } }', { 'x-api-key': 'good-key' });
    expect(await sentIdentity()).toMatchObject(premium);
    expect(sentHeaders()).not.toHaveProperty('x-api-key');
  });
});

describe('a request is refused before anything is executed', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  const cases: readonly [string, string, () => string | Promise<string>][] = [
    ['that has expired', 'TOKEN_EXPIRED', () => signToken(key, { claims: { exp: now() - 10 } })],
    ['that is not valid yet', 'TOKEN_INVALID', () => signToken(key, { claims: { nbf: now() + 60 } })],
    ['without an expiry', 'TOKEN_INVALID', () => signToken(key, { claims: { exp: undefined } })],
    ['without a subject', 'TOKEN_INVALID', () => signToken(key, { claims: { sub: undefined } })],
    ['signed with another key of the same id', 'TOKEN_INVALID', () => signToken(other)],
    ['that names an unknown key', 'TOKEN_INVALID', () => signToken(other, { kid: 'nobody' })],
    ['of another issuer', 'TOKEN_ISSUER_UNKNOWN', () => signToken(key, { issuer: 'https://evil.test' })],
    ['that is no token', 'TOKEN_INVALID', () => 'nonsense'],
    [
      'with alg none',
      'TOKEN_INVALID',
      () => `${encode({ alg: 'none' })}.${encode({ ...ANN, iss: TEST_ISSUER, exp: now() + 60 })}.`,
    ],
    [
      'with an HMAC over the public key',
      'TOKEN_INVALID',
      () =>
        new SignJWT({ ...ANN })
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .setIssuer(TEST_ISSUER)
          .setExpirationTime('1h')
          .sign(Buffer.from(JSON.stringify(key.publicJwk))),
    ],
  ];
  it.each(cases)('for a token %s', async (_title, reason, makeToken) => {
    const before = test.users.requests.length;
    const response = await test.post('{ me { id } }', bearer(await makeToken()));
    await expectRefused(response, reason);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(test.users.requests.length).toBe(before);
  });

  it('but not for a clock that differs by less than five seconds', async () => {
    const token = await signToken(key, { claims: { exp: now() - 3 } });
    expect((await test.post('{ me { id } }', bearer(token))).status).toBe(200);
  });

  it('for a token that has been revoked, from the moment that it is', async () => {
    const token = await signToken(key, { claims: { jti: 'token-2' } });
    expect((await test.post('{ me { id } }', bearer(token))).status).toBe(200);
    revokedIds.add('token-2');
    await expectRefused(await test.post('{ me { id } }', bearer(token)), 'TOKEN_REVOKED');
  });

  it('for an authorization header of another scheme', async () => {
    await expectRefused(await test.post('{ me { id } }', { authorization: 'Basic YTpi' }), 'TOKEN_INVALID');
  });

  it('for an unknown API key', async () => {
    await expectRefused(await test.post('{ me { id } }', { 'x-api-key': 'bad-key' }), 'API_KEY_INVALID');
  });

  it('with 503, not 401, when the revocation list cannot be asked', async () => {
    const response = await test.post(
      '{ me { id } }',
      bearer(await signToken(key, { claims: { jti: 'explode' } })),
    );
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.text()).not.toContain('revocation list');
    expect(test.log.join()).toContain('the revocation list is away');
  });
});

describe('a token that held', () => {
  const verifier = (verify: () => void) => ({
    verify: async (token: string) => {
      verify();
      return { claims: { sub: token, exp: 1_001_000 }, keyEdition };
    },
    keyEdition: () => keyEdition,
  });
  let keyEdition = 1;
  const headers = { authorization: 'Bearer ann' };
  const options = authenticationOptions.parse({});

  it('is verified again after ten minutes, when it expires, and when its issuer has other keys', async () => {
    let time = 1_000_000_000;
    let verified = 0;
    const authenticate = createAuthenticate(options, {
      tokenVerifier: verifier(() => (verified += 1)),
      now: () => time,
    });
    const first = await authenticate(headers);
    // No promise: there is nothing to wait for.
    expect(authenticate(headers)).toBe(first);
    expect(verified).toBe(1);
    keyEdition += 1;
    await authenticate(headers);
    await authenticate(headers);
    expect(verified).toBe(2);
    time += 600_000;
    await authenticate(headers);
    expect(verified).toBe(3);
    time = 1_001_000_000;
    await authenticate(headers);
    expect(verified).toBe(4);
  });

  it.each([
    ['at once', (revoked: boolean) => revoked],
    ['later', async (revoked: boolean) => revoked],
  ])('is asked about at the revocation list each time, which answers %s', async (_when, answer) => {
    let revoked = false;
    const authenticate = createAuthenticate(options, {
      tokenVerifier: verifier(() => undefined),
      isRevoked: () => answer(revoked),
      now: () => 1_000_000_000,
    });
    expect(await authenticate(headers)).toMatchObject({ userId: 'ann' });
    revoked = true;
    await expect(async () => authenticate(headers)).rejects.toMatchObject({ reason: 'TOKEN_REVOKED' });
  });

  it('is verified each time when nothing may be remembered', async () => {
    let verified = 0;
    const tokenVerifier = verifier(() => (verified += 1));
    const authenticate = createAuthenticate(authenticationOptions.parse({ verificationLife: 0 }), {
      tokenVerifier,
    });
    await authenticate(bearer('ann'));
    await authenticate(bearer('ann'));
    expect(verified).toBe(2);
  });
});

describe('identity without configuration', () => {
  it('sends no identity header, and ignores authorization', async () => {
    const plain = await createTestRouter();
    const response = await plain.post('{ me { id } }', bearer('whatever'));
    expect(response.status).toBe(200);
    expect(plain.users.requests.at(-1)?.headers).not.toHaveProperty(IDENTITY_HEADER);
    expect(plain.users.requests.at(-1)?.headers).not.toHaveProperty('authorization');
    await plain.router.close();
  });

  it('refuses tokens for another audience when one is configured', async () => {
    const strict = await createTestRouter({
      authentication: {
        issuers: [{ issuer: TEST_ISSUER, audience: 'shop', jwks: { load: async () => published } }],
      },
    });
    const token = (aud: string) => signToken(key, { claims: { aud } });
    await expectRefused(await strict.post('{ me { id } }', bearer(await token('blog'))), 'TOKEN_INVALID');
    expect((await strict.post('{ me { id } }', bearer(await token('shop')))).status).toBe(200);
    await strict.router.close();
  });
});
