import { createArgon2PasswordHasher } from '../adapters/argon2-password-hasher.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { PASSWORD, startAuth } from '../testing/start-auth.js';

const SECOND = 1000;
const DAY = 24 * 3600 * 1000;

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
      scope: 'orders:read orders:write profile:read profile:write',
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
    expect(identity.scope).toEqual([
      'orders:read',
      'orders:write',
      'profile:read',
      'profile:write',
      'admin:read',
      'admin:write',
    ]);
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
