import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { startAuth } from '../testing/start-auth.js';

let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

describe('validateToken', () => {
  const TEXT =
    'query($token: String!) { validateToken(token: $token) { valid userId email role tier scopes expiresAt } }';
  const INVALID = {
    valid: false,
    userId: null,
    email: null,
    role: null,
    tier: null,
    scopes: null,
    expiresAt: null,
  };
  const validate = async (token: string) => (await auth.query(TEXT, { token })).data.validateToken;

  it('tells what a valid token says', async () => {
    const { identity, accessToken } = await auth.signIn((await auth.register()).email);
    expect(await validate(accessToken)).toEqual({
      valid: true,
      userId: identity.userId,
      email: identity.email,
      role: 'USER',
      tier: 'STANDARD',
      scopes: identity.scope,
      expiresAt: new Date(identity.expiresAt! * 1000).toISOString(),
    });
  });

  it('tells nothing of forged, foreign, altered and expired tokens', async () => {
    const { identity, accessToken } = await auth.signIn((await auth.register()).email);
    const { payload, protectedHeader } = await auth.claimsOf(accessToken);
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const forge = (header: object, claims: object) =>
      new SignJWT({ ...payload, ...claims }).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(privateKey);
    const [head, body, signature] = accessToken.split('.');
    const admin = Buffer.from(JSON.stringify({ ...payload, role: 'ADMIN' })).toString('base64url');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const symmetric = await new SignJWT({ ...payload })
      .setProtectedHeader({ alg: 'HS256', kid: protectedHeader.kid! })
      .sign(Buffer.from(JSON.stringify((await auth.service.jwks()).keys[0])));
    const forged = [
      await forge({ kid: protectedHeader.kid }, {}),
      await forge({}, {}),
      await forge({ jwk: await exportJWK(publicKey) }, {}),
      await forge({ kid: 'another' }, { iss: 'https://evil.example' }),
      `${head}.${admin}.${signature}`,
      none,
      symmetric,
      'not a token',
      '',
    ];
    for (const token of forged) expect(await validate(token), token).toEqual(INVALID);
    auth.clock.time = identity.expiresAt! * 1000;
    expect(await validate(accessToken)).toEqual(INVALID);
  });

  it('tells nothing of a token of another issuer with our own key', async () => {
    const other = await startAuth({ databaseUrl: auth.database.url, issuer: 'https://auth.example' });
    try {
      const { email } = await auth.register();
      const { accessToken } = await other.login(email);
      expect(accessToken).toMatch(/./);
      expect(await validate(accessToken)).toEqual(INVALID);
    } finally {
      await other.stop();
    }
  });

  it('tells nothing of revoked tokens, of ended sessions and of accounts that were locked', async () => {
    const { email } = await auth.register();
    const revoked = await auth.signIn(email);
    await auth.mutate('revokeToken', { token: revoked.accessToken }, '', { identity: revoked.identity });
    expect(await validate(revoked.accessToken)).toEqual(INVALID);
    const ended = await auth.signIn(email);
    await auth.prisma.session.update({
      where: { id: ended.identity.sessionId! },
      data: { revokedAt: new Date() },
    });
    expect(await validate(ended.accessToken)).toEqual(INVALID);
    const locked = await auth.signIn(email);
    await auth.prisma.account.update({ where: { email }, data: { lockedAt: new Date() } });
    expect(await validate(locked.accessToken)).toEqual(INVALID);
  });
});

describe('revokeToken', () => {
  it('revokes one access token alone', async () => {
    const { email } = await auth.register();
    const tokens = await auth.signIn(email);
    const next = await auth.refresh(tokens.refreshToken);
    const payload = await auth.mutate('revokeToken', { token: tokens.accessToken }, 'revoked', {
      identity: tokens.identity,
    });
    expect(payload).toEqual({ revoked: true, userErrors: [] });
    expect(await auth.isRevoked(tokens.accessToken)).toBe(true);
    expect(await auth.isRevoked(next.accessToken)).toBe(false);
  });

  it('revokes a refresh token with its session', async () => {
    const { email } = await auth.register();
    const tokens = await auth.signIn(email);
    await auth.mutate('revokeToken', { token: tokens.refreshToken }, 'revoked', {
      identity: tokens.identity,
    });
    expect(await auth.isRevoked(tokens.accessToken)).toBe(true);
    expect(auth.codes(await auth.refresh(tokens.refreshToken))).toEqual(['TOKEN_INVALID']);
  });

  it('refuses a token of somebody else as if it were unknown, but not to an administrator, who leaves a trace', async () => {
    const owner = await auth.signIn((await auth.register()).email);
    const stranger = await auth.signIn((await auth.register()).email);
    const admin = await auth.admin();
    const unknown = await auth.mutate('revokeToken', { token: 'never-issued' }, 'revoked', {
      identity: stranger.identity,
    });
    for (const token of [owner.accessToken, owner.refreshToken]) {
      expect(await auth.mutate('revokeToken', { token }, 'revoked', { identity: stranger.identity })).toEqual(
        unknown,
      );
    }
    expect(auth.codes(unknown)).toEqual(['TOKEN_INVALID']);
    expect(await auth.isRevoked(owner.accessToken)).toBe(false);
    await auth.mutate('revokeToken', { token: owner.refreshToken }, 'revoked', { identity: admin.identity });
    expect(await auth.isRevoked(owner.accessToken)).toBe(true);
    expect(
      await auth.prisma.auditEntry.findFirst({ where: { actorId: admin.identity.userId } }),
    ).toMatchObject({
      action: 'REVOKE_TOKEN',
      targetType: 'Session',
      targetId: owner.identity.sessionId,
      before: { userId: owner.identity.userId },
    });
  });

  it('needs a signed-in user', async () => {
    const { errors } = await auth.query('mutation { revokeToken(input: { token: "x" }) { revoked } }');
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});
