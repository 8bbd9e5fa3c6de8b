import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { ROLE_SCOPES } from '@techally/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArgon2PasswordHasher } from '../adapters/argon2-password-hasher.js';
import { createPrismaHousekeeping } from '../adapters/prisma-housekeeping.js';
import { createHousekeeper } from '../application/keep-house.js';
import type { KeyRing } from '../application/key-ring.js';
import type { AuthTestbed } from '../testing/start-auth.js';
import { PASSWORD, startAuth } from '../testing/start-auth.js';

const SECOND = 1000;
const DAY = 24 * 3600 * 1000;

// One file for one running service: to start one takes longer than all of these tests.
let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

describe('login', () => {
  it('gives an access token of one hour with the claims of the account', async () => {
    const { id, email } = await auth.register();
    const payload = await auth.login(email.toUpperCase());
    expect(payload).toMatchObject({
      expiresIn: 3600,
      user: { id, email, role: 'USER', tier: 'STANDARD' },
      userErrors: [],
    });
    const { payload: claims, protectedHeader } = await auth.claimsOf(payload.accessToken);
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) });
    expect(claims).toEqual({
      iss: 'https://auth.techally.local',
      aud: 'techally',
      sub: id,
      userId: id,
      email,
      role: 'USER',
      tier: 'STANDARD',
      scope: ROLE_SCOPES.USER.join(' '),
      sid: expect.any(String),
      jti: expect.any(String),
      iat: Math.floor(auth.clock.time / 1000),
      exp: Math.floor(auth.clock.time / 1000) + 3600,
    });
    const session = await auth.prisma.session.findUniqueOrThrow({ where: { id: String(claims['sid']) } });
    expect(session).toMatchObject({ accountId: id, userAgent: 'a test', revokedAt: null });
  });

  it('gives administrators the scopes of administrators', async () => {
    const { identity } = await auth.admin();
    expect(identity.scope).toEqual(ROLE_SCOPES.ADMIN);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const { email } = await auth.register();
    const wrong = await auth.login(email, 'Wrong0000');
    const unknown = await auth.login('nobody@example.com', 'Wrong0000');
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ accessToken: null, refreshToken: null, user: null });
    expect(wrong.userErrors).toEqual([
      { code: 'INVALID_CREDENTIALS', field: null, message: 'The e-mail address or the password is wrong.' },
    ]);
  });

  it('tells that an account is locked only to who knows the password', async () => {
    const { id, email } = await auth.register();
    await auth.prisma.account.update({ where: { id }, data: { lockedAt: new Date() } });
    expect(auth.codes(await auth.login(email, 'Wrong0000'))).toEqual(['INVALID_CREDENTIALS']);
    expect(auth.codes(await auth.login(email))).toEqual(['ACCOUNT_LOCKED']);
  });

  it('makes the hash anew when it was made with other parameters', async () => {
    const { id, email } = await auth.register();
    const old = await auth.prisma.account.findUniqueOrThrow({ where: { id } });
    await auth.prisma.account.update({
      where: { id },
      data: {
        passwordHash: await createArgon2PasswordHasher({ memory: 32, passes: 1, parallelism: 1 }).hash(
          PASSWORD,
        ),
      },
    });
    await auth.signIn(email);
    const now = await auth.prisma.account.findUniqueOrThrow({ where: { id } });
    expect(now.passwordHash).toContain('$m=64,t=1,p=1$');
    expect(now.passwordHash).not.toBe(old.passwordHash);
    await auth.signIn(email);
  });
});

describe('refreshToken', () => {
  async function signedIn() {
    const { email } = await auth.register();
    return auth.signIn(email);
  }

  it('exchanges a token for the next pair of the same session, and knows it by its hash only', async () => {
    const first = await signedIn();
    const second = await auth.refresh(first.refreshToken);
    expect(second).toMatchObject({ expiresIn: 3600, user: { id: first.user.id }, userErrors: [] });
    expect(second.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await auth.identityOf(second.accessToken)).sessionId).toBe(first.identity.sessionId);
    expect(
      await auth.prisma.refreshToken.count({
        where: { hash: { in: [first.refreshToken, second.refreshToken] } },
      }),
    ).toBe(0);
  });

  it('gives another pair when a token comes again within 30 seconds: the answer can have got lost', async () => {
    const { refreshToken } = await signedIn();
    await auth.refresh(refreshToken);
    auth.clock.time += 30 * SECOND;
    const again = await auth.refresh(refreshToken);
    expect(again.userErrors).toEqual([]);
    expect(auth.codes(await auth.refresh(again.refreshToken))).toEqual([]);
  });

  it('ends the whole session, and its access tokens at once, when a token comes again after 30 seconds', async () => {
    const first = await signedIn();
    const second = await auth.refresh(first.refreshToken);
    auth.clock.time += 30 * SECOND + 1;
    expect(auth.codes(await auth.refresh(first.refreshToken))).toEqual(['TOKEN_REUSED']);
    expect(auth.codes(await auth.refresh(second.refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(await auth.isRevoked(first.accessToken)).toBe(true);
    expect(await auth.isRevoked(second.accessToken)).toBe(true);
  });

  it('ends the session when a token comes again although its successor was used: the answer was not lost', async () => {
    const first = await signedIn();
    const second = await auth.refresh(first.refreshToken);
    const third = await auth.refresh(second.refreshToken);
    expect(auth.codes(await auth.refresh(first.refreshToken))).toEqual(['TOKEN_REUSED']);
    expect(auth.codes(await auth.refresh(third.refreshToken))).toEqual(['TOKEN_INVALID']);
  });

  it('lets only one of two successors live on, so that a thief does not go unnoticed', async () => {
    const { refreshToken } = await signedIn();
    const owner = await auth.refresh(refreshToken);
    const thief = await auth.refresh(refreshToken);
    const next = await auth.refresh(owner.refreshToken);
    auth.clock.time += 31 * SECOND;
    expect(auth.codes(await auth.refresh(thief.refreshToken))).toEqual(['TOKEN_REUSED']);
    expect(auth.codes(await auth.refresh(next.refreshToken))).toEqual(['TOKEN_INVALID']);
  });

  it('serves many exchanges of one token at once, and leaves one session that goes on', async () => {
    const { refreshToken, identity } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 8 }, () => auth.refresh(refreshToken)));
    expect(answers.flatMap((answer) => auth.codes(answer))).toEqual([]);
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(8);
    const next = await auth.refresh(answers[3].refreshToken);
    expect(next.userErrors).toEqual([]);
    expect(await auth.prisma.session.count({ where: { accountId: identity.userId } })).toBe(1);
    expect(
      await auth.prisma.refreshToken.count({ where: { sessionId: identity.sessionId!, usedAt: null } }),
    ).toBe(1);
  });

  it('refuses a token after 30 days, and an unknown one', async () => {
    const { refreshToken } = await signedIn();
    const start = auth.clock.time;
    auth.clock.time += 30 * DAY;
    expect(auth.codes(await auth.refresh(refreshToken))).toEqual(['TOKEN_EXPIRED']);
    auth.clock.time = start;
    expect(auth.codes(await auth.refresh('never-issued'))).toEqual(['TOKEN_INVALID']);
  });

  it('lives for 30 days from each exchange', async () => {
    const start = auth.clock.time;
    let { refreshToken } = await signedIn();
    for (let month = 0; month < 3; month += 1) {
      auth.clock.time += 29 * DAY;
      ({ refreshToken } = await auth.refresh(refreshToken));
    }
    expect(refreshToken).toMatch(/./);
    auth.clock.time = start;
  });
});

describe('logout', () => {
  it('ends the session of a refresh token, for anybody who holds it', async () => {
    const { email } = await auth.register();
    const tokens = await auth.signIn(email);
    const other = await auth.signIn(email);
    expect(await auth.mutate('logout', { refreshToken: tokens.refreshToken }, 'loggedOut')).toEqual({
      loggedOut: true,
      userErrors: [],
    });
    expect(await auth.isRevoked(tokens.accessToken)).toBe(true);
    expect(auth.codes(await auth.refresh(tokens.refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(await auth.isRevoked(other.accessToken)).toBe(false);
    expect(auth.codes(await auth.refresh(other.refreshToken))).toEqual([]);
  });

  it("ends the access token's session when no refresh token is named", async () => {
    const { email } = await auth.register();
    const tokens = await auth.signIn(email);
    expect(await auth.mutate('logout', {}, 'loggedOut', { identity: tokens.identity })).toEqual({
      loggedOut: true,
      userErrors: [],
    });
    expect(await auth.isRevoked(tokens.accessToken)).toBe(true);
    expect(auth.codes(await auth.refresh(tokens.refreshToken))).toEqual(['TOKEN_INVALID']);
  });

  it('needs one or the other, and does not tell whether a token was known', async () => {
    expect(auth.codes(await auth.mutate('logout', {}, 'loggedOut'))).toEqual(['INVALID_INPUT']);
    expect(await auth.mutate('logout', { refreshToken: 'never-issued' }, 'loggedOut')).toEqual({
      loggedOut: true,
      userErrors: [],
    });
  });
});

describe('throttling of login', () => {
  it('refuses an account after 10 failures, the right password too, and admits it again after 15 minutes', async () => {
    const { email } = await auth.register();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(auth.codes(await auth.login(email, 'Wrong0000'))).toEqual(['INVALID_CREDENTIALS']);
    }
    expect(auth.codes(await auth.login(email))).toEqual(['TOO_MANY_ATTEMPTS']);
    auth.clock.time += 15 * 60 * SECOND + 1;
    await auth.signIn(email);
  });

  it('refuses an address without account in the same way', async () => {
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt += 1)
      answers.push(...auth.codes(await auth.login('no.one@example.com', 'Wrong0000')));
    expect(answers).toEqual([...Array<string>(10).fill('INVALID_CREDENTIALS'), 'TOO_MANY_ATTEMPTS']);
  });

  it('forgets the failures of an account when its password is given', async () => {
    const { email } = await auth.register();
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 9; attempt += 1) await auth.login(email, 'Wrong0000');
      await auth.signIn(email);
    }
  });

  it('refuses a network address after 50 failures, whatever accounts it tries, and no other', async () => {
    const address = '198.51.100.7';
    const { email } = await auth.register();
    const answers = [];
    for (let attempt = 0; attempt < 51; attempt += 1) {
      answers.push(...auth.codes(await auth.login(`${randomUUID()}@example.com`, 'Wrong0000', { address })));
    }
    expect(answers).toEqual([...Array<string>(50).fill('INVALID_CREDENTIALS'), 'TOO_MANY_ATTEMPTS']);
    expect(auth.codes(await auth.login(email, PASSWORD, { address }))).toEqual(['TOO_MANY_ATTEMPTS']);
    await auth.signIn(email);
  });

  it('verifies no more than the limit of 100 wrong passwords at once', async () => {
    const { email } = await auth.register();
    const answers = await Promise.all(Array.from({ length: 100 }, () => auth.login(email, 'Wrong0000')));
    const all = answers.flatMap((answer) => auth.codes(answer));
    expect(all.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(all.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(90);
  });

  it('refuses none of 55 right logins at once from one address, 20 of them to one account', async () => {
    const shared = await auth.register();
    const others = await Promise.all(Array.from({ length: 35 }, () => auth.register()));
    const emails = [...Array<string>(20).fill(shared.email), ...others.map(({ email }) => email)];
    const answers = await Promise.all(
      emails.map((email) => auth.login(email, PASSWORD, { address: '198.51.100.8' })),
    );
    expect(answers.flatMap((answer) => auth.codes(answer))).toEqual([]);
  });
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

describe('housekeeping', () => {
  it('deletes what is over for good, and nothing that still matters', async () => {
    const { id, email } = await auth.register();
    const old = await auth.signIn(email);
    await auth.login(`${randomUUID()}@example.com`, 'Wrong0000');
    auth.clock.time += 29 * DAY;
    const recent = await auth.signIn(email);
    auth.clock.time += 9 * DAY;
    let looked = 0;
    const keyRing = { publicKeys: async () => ({ keys: [], looked: (looked += 1) }) } as unknown as KeyRing;
    const sweep = createHousekeeper({
      housekeeping: createPrismaHousekeeping(auth.prisma),
      keyRing,
      now: () => new Date(auth.clock.time),
    });
    await sweep();
    expect(looked).toBe(1);
    const sessions = await auth.prisma.session.findMany({ where: { accountId: id } });
    expect(sessions.map((session) => session.id)).toEqual([recent.identity.sessionId]);
    expect(await auth.prisma.oneTimeToken.count()).toBe(0);
    expect(await auth.prisma.loginAttempt.count()).toBe(0);
    expect(auth.codes(await auth.refresh(old.refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.refresh(recent.refreshToken))).toEqual([]);
  });
});
