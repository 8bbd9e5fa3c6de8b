import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ROLE_SCOPES } from '@techally/identity';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '@techally/subgraph-auth';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { readRefusal } from './expect-clear-answer.js';
import { sendOperation } from './send-operation.js';

/**
 * Credentials that do not hold. The tests own one of the keys that the auth service publishes, so that a token can be
 * wrong in one thing and right in all others.
 */
export function credentials(getStack: () => TestStack): void {
  let stack: TestStack;
  let customer: TestAccount;
  let authDatabase: pg.Client;
  let kid = '';
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');

  beforeAll(async () => {
    stack = getStack();
    authDatabase = new pg.Client({ connectionString: stack.urlFor('auth') });
    await authDatabase.connect();
    await publishKey();
    customer = await stack.customer();
  });
  afterAll(async () => {
    await authDatabase.end();
  });

  /** Puts the tests' key among those that were retired lately; whoever changes the keys reads them all again. */
  async function publishKey(): Promise<void> {
    const jwk = await exportJWK(publicKey);
    kid = await calculateJwkThumbprint(jwk);
    await authDatabase.query(
      `INSERT INTO signing_keys (kid, algorithm, public_jwk, private_jwk, created_at, active_from, retired_at)
     VALUES ($1, 'EdDSA', $2, 'none', now() - interval '1 day', now() - interval '1 day', now())`,
      [kid, jwk],
    );
    await stack.services.auth.rotateSigningKey();
  }

  const now = () => Math.floor(Date.now() / 1000);

  /** The claims of a good token of the customer. */
  const goodClaims = (): JWTPayload => ({
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    sub: customer.id,
    userId: customer.id,
    email: customer.email,
    role: 'USER',
    tier: 'STANDARD',
    scope: 'orders:read profile:read',
    jti: randomUUID(),
    sid: randomUUID(),
    iat: now(),
    exp: now() + 600,
  });

  /** A signed token; a claim of `undefined` is left out. */
  function sign(changed: JWTPayload = {}, header: object = {}, key: KeyObject = privateKey): Promise<string> {
    return new SignJWT({ ...goodClaims(), ...changed })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header })
      .sign(key);
  }

  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  /** A token whose signature is made by hand. */
  function unsigned(header: object, signature: (input: string) => string = () => ''): string {
    const input = `${base64(header)}.${base64(goodClaims())}`;
    return `${input}.${signature(input)}`;
  }

  const ask = (headers: Record<string, string>) =>
    stack.router.fetch('http://router/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ me { id } products(first: 1) { totalCount } }' }),
    });

  async function expectRefusal(headers: Record<string, string>, reason: string): Promise<void> {
    const { status, headers: answered, body } = await readRefusal(await ask(headers));
    expect(body).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED', reason } }],
    });
    expect(status).toBe(401);
    const challenge = reason === 'API_KEY_INVALID' ? 'ApiKey' : 'Bearer error="invalid_token"';
    expect(answered.get('www-authenticate')).toBe(challenge);
  }

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('a token of the published key holds, so that the others are refused for what is wrong with them', async () => {
    const { body } = await sendOperation(stack, { query: '{ me { id } }', accessToken: await sign() });
    expect(body).toEqual({ data: { me: { id: customer.id } } });
  });

  describe('an access token', () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    const tampered = async () => {
      const [header = '', , signature = ''] = (await sign()).split('.');
      return `${header}.${base64({ ...goodClaims(), role: 'ADMIN' })}.${signature}`;
    };
    const hmac = (secret: string) => (input: string) =>
      createHmac('sha256', secret).update(input).digest('base64url');

    it.each<[string, string, () => string | Promise<string>]>([
      ['has expired', 'TOKEN_EXPIRED', () => sign({ iat: now() - 7200, exp: now() - 3600 })],
      ['expired just now', 'TOKEN_EXPIRED', () => sign({ exp: now() - 10 })],
      ['is of another issuer', 'TOKEN_ISSUER_UNKNOWN', () => sign({ iss: 'https://evil.example' })],
      [
        'is of another issuer with its own key',
        'TOKEN_ISSUER_UNKNOWN',
        () => sign({ iss: 'https://evil.example' }, {}, other),
      ],
      ['names no issuer', 'TOKEN_ISSUER_UNKNOWN', () => sign({ iss: undefined })],
      ['is for another audience', 'TOKEN_INVALID', () => sign({ aud: 'another-shop' })],
      ['is for no audience', 'TOKEN_INVALID', () => sign({ aud: undefined })],
      ['never expires', 'TOKEN_INVALID', () => sign({ exp: undefined })],
      ['is not valid yet', 'TOKEN_INVALID', () => sign({ nbf: now() + 600 })],
      ['names nobody', 'TOKEN_INVALID', () => sign({ sub: undefined, userId: undefined })],
      ['is signed by another key', 'TOKEN_INVALID', () => sign({}, {}, other)],
      ['is signed by a key of an unknown id', 'TOKEN_INVALID', () => sign({}, { kid: 'unknown' }, other)],
      ['was tampered with', 'TOKEN_INVALID', tampered],
      ['has no signature', 'TOKEN_INVALID', async () => (await sign()).replace(/[^.]+$/, '')],
      ['has half a signature', 'TOKEN_INVALID', async () => (await sign()).slice(0, -20)],
      ['says that it needs no signature', 'TOKEN_INVALID', () => unsigned({ alg: 'none', kid })],
      ['says so in other letters', 'TOKEN_INVALID', () => unsigned({ alg: 'nOnE', kid })],
      [
        'is signed with the public key as a shared secret',
        'TOKEN_INVALID',
        () => unsigned({ alg: 'HS256', kid }, hmac(publicKey.export({ format: 'pem', type: 'spki' }))),
      ],
      [
        'brings its own key',
        'TOKEN_INVALID',
        async () =>
          sign({}, { kid: undefined, jwk: await exportJWK(generateKeyPairSync('ed25519').publicKey) }, other),
      ],
      ['is garbage', 'TOKEN_INVALID', () => 'garbage'],
      ['has garbage in three parts', 'TOKEN_INVALID', () => 'a.b.c'],
      ['is JSON of another form', 'TOKEN_INVALID', () => `${base64([])}.${base64([])}.${base64([])}`],
      ['is a refresh token', 'TOKEN_INVALID', () => customer.refreshToken],
      ['is ten thousand characters of nothing', 'TOKEN_INVALID', () => 'x'.repeat(10_000)],
    ])('that %s is refused as %s', async (_what, reason, token) => {
      await expectRefusal(bearer(await token()), reason);
    });

    it.each(['Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a b', 'nonsense'])(
      'is not "%s"',
      async (authorization) => {
        await expectRefusal({ authorization }, 'TOKEN_INVALID');
      },
    );

    it.each([
      ['one of our services', { kind: 'service', service: 'order', sub: 'service:order' }],
      ['more than there is', { role: 'ROOT' }],
      ['an administrator by scopes alone', { role: 'USER' }],
    ])('does not make its bearer %s by claiming so', async (_what, claims) => {
      const query = '{ users { totalCount } }';
      const ask = async (scope: string) => {
        const { body } = await sendOperation(stack, { query, accessToken: await sign({ ...claims, scope }) });
        return body.errors?.map(({ extensions }) => extensions.code);
      };
      // The router goes by the scopes, the service by the role too.
      expect(await ask('profile:read')).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
      expect(await ask(ROLE_SCOPES.ADMIN.join(' '))).toEqual(['FORBIDDEN']);
    });

    it('that does not hold stops a mutation before it does anything', async () => {
      const query = `mutation { addToCart(input: { productId: "${randomUUID()}" }) { cart { token } } }`;
      const accessToken = await sign({ exp: now() - 60 });
      const { status, body } = await sendOperation(stack, { query, accessToken });
      expect(status).toBe(401);
      expect(body.data).toBeUndefined();
    });
  });

  describe('an access token that held before', () => {
    const mutate = async (account: TestAccount, query: string, variables: object = {}) => {
      const { body } = await sendOperation(stack, {
        query,
        variables: variables as Record<string, unknown>,
        accessToken: account.accessToken,
      });
      expect(body.errors).toBeUndefined();
    };

    async function expectEnd(account: TestAccount, end: () => Promise<void>): Promise<void> {
      expect((await ask(bearer(account.accessToken))).status).toBe(200);
      await end();
      await expectRefusal(bearer(account.accessToken), 'TOKEN_REVOKED');
    }

    it('is revoked by logout', async () => {
      const account = await stack.customer();
      await expectEnd(account, () => mutate(account, 'mutation { logout(input: {}) { loggedOut } }'));
    });

    it('is revoked by name', async () => {
      const account = await stack.customer();
      const query = 'mutation ($token: String!) { revokeToken(input: { token: $token }) { revoked } }';
      await expectEnd(account, () => mutate(account, query, { token: account.accessToken }));
    });

    it('is revoked by a change of the password in another session', async () => {
      const account = await stack.customer();
      const { body } = await sendOperation(stack, {
        query: 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }',
        variables: { input: { email: account.email, password: account.password } },
      });
      const other = { ...account, accessToken: body.data.login.accessToken as string };
      const query = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }`;
      const input = { currentPassword: account.password, newPassword: 'An0therPassword' };
      await expectEnd(account, () => mutate(other, query, { input }));
      expect((await ask(bearer(other.accessToken))).status).toBe(200);
    });

    it('is revoked by the deletion of the account', async () => {
      const account = await stack.customer();
      const query =
        'mutation ($password: String!) { deleteAccount(input: { password: $password }) { deletedUserId } }';
      await expectEnd(account, () => mutate(account, query, { password: account.password }));
    });

    it.each([
      ['another role', 'setUserRole(input: { userId: $id, role: ADMIN })'],
      ['another tier', 'setUserTier(input: { userId: $id, tier: PREMIUM })'],
      ['a lock', 'lockUser(input: { userId: $id, locked: true })'],
    ])('is revoked by %s of the account', async (_what, mutation) => {
      const [account, admin] = await Promise.all([stack.customer(), stack.admin()]);
      const query = `mutation ($id: ID!) { ${mutation} { userErrors { code } } }`;
      await expectEnd(account, () => mutate(admin, query, { id: account.id }));
    });
  });

  describe('an API key', () => {
    it.each(['unknown', 'tak_0123456789', '💥', 'x'.repeat(10_000)])('is not %j', async (key) => {
      await expectRefusal({ 'x-api-key': encodeURIComponent(key) }, 'API_KEY_INVALID');
    });
  });

  describe('a refresh token', () => {
    const refresh = async (refreshToken: string) => {
      const { status, body } = await sendOperation(stack, {
        query: `mutation ($token: String!) {
        refreshToken(input: { refreshToken: $token }) { accessToken userErrors { field code } } }`,
        variables: { token: refreshToken },
      });
      expect(status).toBe(200);
      return body;
    };
    const refused = (code: string) => ({
      data: { refreshToken: { accessToken: null, userErrors: [{ field: ['input', 'refreshToken'], code }] } },
    });
    const makeOlder = (account: TestAccount, column: 'expires_at' | 'used_at', interval: string) =>
      authDatabase.query(
        `UPDATE refresh_tokens SET ${column} = now() - $2::interval
       WHERE session_id IN (SELECT id FROM sessions WHERE account_id = $1)`,
        [account.id, interval],
      );

    it.each(['unknown', '', 'x'.repeat(4096)])('that is unknown (%j) is refused', async (token) => {
      expect(await refresh(token)).toEqual(refused('TOKEN_INVALID'));
    });

    it('that is too old is refused', async () => {
      const account = await stack.customer();
      await makeOlder(account, 'expires_at', '1 second');
      expect(await refresh(account.refreshToken)).toEqual(refused('TOKEN_EXPIRED'));
    });

    it('that is used twice, long after the first time, ends the session', async () => {
      const account = await stack.customer();
      await refresh(account.refreshToken);
      await makeOlder(account, 'used_at', '31 seconds');
      expect(await refresh(account.refreshToken)).toEqual(refused('TOKEN_REUSED'));
      await expectRefusal(bearer(account.accessToken), 'TOKEN_REVOKED');
    });

    it('of a session that was ended is refused', async () => {
      const account = await stack.customer();
      await sendOperation(stack, {
        query: 'mutation ($token: String!) { logout(input: { refreshToken: $token }) { loggedOut } }',
        variables: { token: account.refreshToken },
      });
      expect(await refresh(account.refreshToken)).toEqual(refused('TOKEN_INVALID'));
    });
  });

  it.each([
    ['verifyEmail', 'VerifyEmailInput', {}],
    ['resetPassword', 'ResetPasswordInput', { newPassword: 'An0therPassword' }],
  ])('%s refuses the token of a link that nobody sent', async (mutation, type, rest) => {
    const { body } = await sendOperation(stack, {
      query: `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { field code } } }`,
      variables: { input: { ...rest, token: 'invented' } },
    });
    expect(body).toEqual({
      data: { [mutation]: { userErrors: [{ field: ['input', 'token'], code: 'TOKEN_INVALID' }] } },
    });
  });
}
