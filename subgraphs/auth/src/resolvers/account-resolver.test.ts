import { randomUUID } from 'node:crypto';
import { createIdentityVerifier, IDENTITY_HEADER } from '@techally/identity';
import { TEST_IDENTITY_SECRET } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { PASSWORD, startAuth } from '../testing/start-auth.js';

const HOUR = 3600 * 1000;
const NEW = 'Another1X';

// One file for one running service: to start one takes longer than all of these tests.
let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

describe('register', () => {
  const valid = { email: 'ann@example.com', password: PASSWORD, firstName: 'Ann', lastName: 'Bee' };
  const register = (input: object) =>
    auth.mutate('register', { ...valid, ...input }, 'user { id email role tier locked emailVerified }');

  it('opens an account with the address in lower case and announces it, with names trimmed', async () => {
    const { user, userErrors } = await register({
      email: 'Ann.Bee@Example.com',
      firstName: ' Ann ',
      lastName: 'van der Bee ',
    });
    expect(userErrors).toEqual([]);
    expect(user).toEqual({
      id: expect.any(String),
      email: 'ann.bee@example.com',
      role: 'USER',
      tier: 'STANDARD',
      locked: false,
      emailVerified: false,
    });
    const [registered] = await auth.messages('UserRegistered', user.id);
    expect(registered?.data).toEqual({
      userId: user.id,
      email: user.email,
      firstName: 'Ann',
      lastName: 'van der Bee',
    });
    const [mail] = await auth.messages('EmailVerificationRequested', user.id);
    expect(mail?.data).toMatchObject({ userId: user.id, email: user.email, firstName: 'Ann' });
    const stored = await auth.prisma.oneTimeToken.findMany({ where: { accountId: user.id } });
    expect(JSON.stringify(stored)).not.toContain(mail?.data.token);
  });

  it('stores the password as an argon2id hash', async () => {
    const { user } = await register({ email: 'hash@example.com' });
    const { passwordHash } = await auth.prisma.account.findUniqueOrThrow({ where: { id: user.id } });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  it('has the user domain make the profile before it answers, in the name of the service', async () => {
    const { user } = await register({ email: 'profile@example.com' });
    const { subgraph, request } = auth.internal.requests.at(-1)!;
    expect(subgraph).toBe('user');
    expect(request.query).toContain('createProfile(input: $input)');
    expect(request.variables).toEqual({ input: { userId: user.id, firstName: 'Ann', lastName: 'Bee' } });
    const verifier = createIdentityVerifier({ secret: TEST_IDENTITY_SECRET, audience: 'user' });
    expect(await verifier.verify(request.headers[IDENTITY_HEADER])).toEqual({
      kind: 'service',
      service: 'auth',
    });
  });

  it('succeeds although the user domain is away: UserRegistered tells it later', async () => {
    const { answer } = auth.internal;
    const failures = [
      () => Promise.reject(new Error('away')),
      async () => ({ errors: [{ message: 'broken' }] }),
      async () => ({ data: { createProfile: { userErrors: [{ code: 'INVALID_INPUT' }] } } }),
    ];
    for (const failure of failures) {
      auth.internal.answer = failure;
      const { user, userErrors } = await register({ email: `${randomUUID()}@example.com` });
      expect(userErrors).toEqual([]);
      expect(await auth.messages('UserRegistered', user.id)).toHaveLength(1);
      expect(auth.logged.at(-1)).toMatchObject({ userId: user.id });
    }
    auth.internal.answer = answer;
  });

  it('refuses an address that is taken, in any case, and one of two at once', async () => {
    await register({ email: 'taken@example.com' });
    const again = await register({ email: 'TAKEN@example.com' });
    expect(again).toEqual({
      user: null,
      userErrors: [
        {
          code: 'EMAIL_TAKEN',
          field: ['input', 'email'],
          message: 'An account with this e-mail address exists.',
        },
      ],
    });
    const both = await Promise.all([
      register({ email: 'race@example.com' }),
      register({ email: 'Race@example.com' }),
    ]);
    expect(both.flatMap((payload) => auth.codes(payload))).toEqual(['EMAIL_TAKEN']);
  });

  it.each([
    [
      'email',
      [
        '',
        'ann',
        'ann@',
        '@example.com',
        'ann@example',
        'a b@example.com',
        'ann@@example.com',
        'ann..bee@example.com',
        `${'a'.repeat(250)}@b.co`,
        'ann@example.com\n',
        '"ann"@example.com',
        'änn@example.com',
      ],
    ],
    ['password', ['', 'Passw0r', 'password1', 'PASSWORD1', 'Passwords', `Aa1${'x'.repeat(126)}`]],
    ['firstName', ['', 'A', ' A ', 'A'.repeat(51), 'An\u0000n', '     ']],
    ['lastName', ['', 'B', 'B'.repeat(51), `${' '.repeat(300)}Bee`]],
  ])('refuses a wrong %s and names the field', async (field, values) => {
    for (const value of values) {
      const { user, userErrors } = await register({ email: `${randomUUID()}@example.com`, [field]: value });
      expect(user, value).toBeNull();
      expect(userErrors, value).toEqual([
        { code: 'INVALID_INPUT', field: ['input', field], message: expect.stringMatching(/\.$/) },
      ]);
    }
  });

  it.each([
    [
      'email',
      ["o'hara@example.com", 'a.b+c-d_e@sub.example.co.uk', `${'a'.repeat(60)}@${'b'.repeat(60)}.com`],
    ],
    ['password', ['Passw0rd', 'pässwörD٣', `Aa1${'x'.repeat(125)}`, 'P4 word with spaces']],
    ['firstName', ['Jo', 'Æþ', '李明', "D'Arcy-Łuczak", 'A'.repeat(50)]],
  ])('takes an unusual %s', async (field, values) => {
    for (const value of values) {
      const { userErrors } = await register({ email: `${randomUUID()}@example.com`, [field]: value });
      expect(userErrors, value).toEqual([]);
    }
  });

  it('answers a wrong type as an error of the request', async () => {
    const { errors } = await auth.query(
      'mutation { register(input: { email: 5, password: "x", firstName: "y", lastName: "z" }) { userErrors { code } } }',
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('verifyEmail', () => {
  it('verifies the address once', async () => {
    const { id } = await auth.register();
    const token = await auth.mailed('EmailVerificationRequested', id);
    const verified = await auth.mutate('verifyEmail', { token }, 'user { id emailVerified }');
    expect(verified).toEqual({ user: { id, emailVerified: true }, userErrors: [] });
    expect(auth.codes(await auth.mutate('verifyEmail', { token }))).toEqual(['TOKEN_INVALID']);
  });

  it('refuses a token after 24 hours, and an unknown one, and one for another purpose', async () => {
    const { id, email } = await auth.register();
    const token = await auth.mailed('EmailVerificationRequested', id);
    await auth.mutate('requestPasswordReset', { email });
    const reset = await auth.mailed('PasswordResetRequested', id);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: reset }))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: 'never-issued' }))).toEqual([
      'TOKEN_INVALID',
    ]);
    auth.clock.time += 24 * HOUR;
    expect(auth.codes(await auth.mutate('verifyEmail', { token }))).toEqual(['TOKEN_EXPIRED']);
  });

  it('lets a newer token void the older ones', async () => {
    const { id, email } = await auth.register();
    const first = await auth.mailed('EmailVerificationRequested', id);
    expect(await auth.mutate('resendVerification', { email }, 'accepted')).toEqual({
      accepted: true,
      userErrors: [],
    });
    const second = await auth.mailed('EmailVerificationRequested', id);
    expect(second).not.toBe(first);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: first }))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: second }))).toEqual([]);
  });
});

describe('requests for a mail', () => {
  it.each([
    ['resendVerification', 'EmailVerificationRequested', 1],
    ['requestPasswordReset', 'PasswordResetRequested', 0],
  ])('%s answers alike for known and unknown addresses, after the same time', async (name, type, before) => {
    const { id, email } = await auth.register();
    const timed = async (address: string) => {
      const start = performance.now();
      return {
        payload: await auth.mutate(name, { email: address }, 'accepted'),
        took: performance.now() - start,
      };
    };
    const known = await timed(email);
    const unknown = await timed('nobody@example.com');
    expect(known.payload).toEqual({ accepted: true, userErrors: [] });
    expect(unknown.payload).toEqual(known.payload);
    expect(Math.min(known.took, unknown.took)).toBeGreaterThanOrEqual(29);
    expect(await auth.messages(type, id)).toHaveLength(before + 1);
  });

  it('go to one mailbox 5 times an hour, without saying so', async () => {
    const { id, email } = await auth.register();
    for (let request = 0; request < 7; request += 1) {
      expect(await auth.mutate('requestPasswordReset', { email }, 'accepted')).toEqual({
        accepted: true,
        userErrors: [],
      });
    }
    expect(await auth.messages('PasswordResetRequested', id)).toHaveLength(5);
    auth.clock.time += HOUR + 1;
    await auth.mutate('requestPasswordReset', { email });
    expect(await auth.messages('PasswordResetRequested', id)).toHaveLength(6);
  });

  it('are refused to a network address that asks for many mailboxes', async () => {
    const ask = () =>
      auth.mutate('requestPasswordReset', { email: `${randomUUID()}@example.com` }, '', {
        address: '203.0.113.5',
      });
    const answers = await Promise.all(Array.from({ length: 35 }, ask));
    expect(answers.flatMap((payload) => auth.codes(payload))).toEqual(
      Array<string>(5).fill('TOO_MANY_ATTEMPTS'),
    );
  });

  it('send nothing for locked accounts, nor verify what is verified', async () => {
    const { id, email } = await auth.register();
    await auth.prisma.account.update({ where: { id }, data: { emailVerifiedAt: new Date() } });
    await auth.mutate('resendVerification', { email });
    await auth.prisma.account.update({ where: { id }, data: { lockedAt: new Date() } });
    await auth.mutate('requestPasswordReset', { email });
    expect(await auth.messages('EmailVerificationRequested', id)).toHaveLength(1);
    expect(await auth.messages('PasswordResetRequested', id)).toHaveLength(0);
  });
});

describe('resetPassword', () => {
  async function requested() {
    const { id, email } = await auth.register();
    await auth.mutate('requestPasswordReset', { email });
    return { id, email, token: await auth.mailed('PasswordResetRequested', id) };
  }

  it('replaces the password once, ends all sessions at once, and tells the owner', async () => {
    const { id, email, token } = await requested();
    const sessions = [await auth.signIn(email), await auth.signIn(email)];
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: NEW }))).toEqual([]);
    for (const { accessToken, refreshToken } of sessions) {
      expect(await auth.isRevoked(accessToken)).toBe(true);
      expect(auth.codes(await auth.refresh(refreshToken))).toEqual(['TOKEN_INVALID']);
    }
    expect(auth.codes(await auth.login(email))).toEqual(['INVALID_CREDENTIALS']);
    const fresh = await auth.signIn(email, NEW);
    expect(await auth.isRevoked(fresh.accessToken)).toBe(false);
    expect((await auth.messages('PasswordChanged', id)).map(({ data }) => data)).toEqual([
      { userId: id, email },
    ]);
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: NEW }))).toEqual([
      'TOKEN_INVALID',
    ]);
  });

  it('lets one of two at once win', async () => {
    const { email, token } = await requested();
    const passwords = ['Winner001', 'Winner002'];
    const answers = await Promise.all(
      passwords.map((newPassword) => auth.mutate('resetPassword', { token, newPassword })),
    );
    expect(answers.flatMap((payload) => auth.codes(payload))).toEqual(['TOKEN_INVALID']);
    const logins = [await auth.login(email, passwords[0]), await auth.login(email, passwords[1])];
    expect(logins.map((payload) => auth.codes(payload).length)).toEqual(
      answers.map((payload) => auth.codes(payload).length),
    );
  });

  it('refuses a token after an hour, keeps the rule for passwords, and frees an account from failed attempts', async () => {
    const { id, email, token } = await requested();
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: 'weak' }))).toEqual([
      'INVALID_INPUT',
    ]);
    auth.clock.time += HOUR;
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: NEW }))).toEqual([
      'TOKEN_EXPIRED',
    ]);
    await auth.mutate('requestPasswordReset', { email });
    for (let attempt = 0; attempt < 11; attempt += 1) await auth.login(email, 'Wrong0000');
    const again = await auth.mailed('PasswordResetRequested', id);
    expect(auth.codes(await auth.mutate('resetPassword', { token: again, newPassword: NEW }))).toEqual([]);
    await auth.signIn(email, NEW);
  });
});

describe('changePassword', () => {
  it('replaces the password and ends all sessions but the own one', async () => {
    const { id, email } = await auth.register();
    const here = await auth.signIn(email);
    const elsewhere = await auth.signIn(email);
    await auth.mutate('requestPasswordReset', { email });
    const link = await auth.mailed('PasswordResetRequested', id);
    const input = { currentPassword: PASSWORD, newPassword: NEW };
    const changed = await auth.mutate('changePassword', input, 'user { id }', { identity: here.identity });
    expect(changed).toEqual({ user: { id }, userErrors: [] });
    expect(await auth.isRevoked(here.accessToken)).toBe(false);
    expect(auth.codes(await auth.refresh(here.refreshToken))).toEqual([]);
    expect(await auth.isRevoked(elsewhere.accessToken)).toBe(true);
    expect(auth.codes(await auth.refresh(elsewhere.refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.mutate('resetPassword', { token: link, newPassword: NEW }))).toEqual([
      'TOKEN_INVALID',
    ]);
    expect(await auth.messages('PasswordChanged', id)).toHaveLength(1);
    await auth.signIn(email, NEW);
  });

  it('counts a wrong present password as an attempt at the account', async () => {
    const { email } = await auth.register();
    const { identity } = await auth.signIn(email);
    const change = () =>
      auth.mutate('changePassword', { currentPassword: 'Wrong0000', newPassword: NEW }, '', { identity });
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt += 1) answers.push(...auth.codes(await change()));
    expect(answers).toEqual([...Array<string>(10).fill('INVALID_CREDENTIALS'), 'TOO_MANY_ATTEMPTS']);
    expect(auth.codes(await auth.login(email))).toEqual(['TOO_MANY_ATTEMPTS']);
  });

  it('admits no login with the old password once it has answered, however many try meanwhile', async () => {
    const { email } = await auth.register();
    const { identity } = await auth.signIn(email);
    const racing = Array.from({ length: 8 }, () => auth.login(email));
    const changed = await auth.mutate('changePassword', { currentPassword: PASSWORD, newPassword: NEW }, '', {
      identity,
    });
    expect(changed.userErrors).toEqual([]);
    for (const payload of await Promise.all(racing)) {
      if (payload.refreshToken !== null)
        expect(auth.codes(await auth.refresh(payload.refreshToken))).toEqual(['TOKEN_INVALID']);
    }
  });

  it("refuses to change the password of another account with that one's password", async () => {
    const victim = await auth.register();
    const other = await auth.signIn((await auth.register()).email);
    const identity = { ...other.identity, email: victim.email };
    const input = { currentPassword: PASSWORD, newPassword: NEW };
    expect(auth.codes(await auth.mutate('changePassword', input, '', { identity }))).toEqual([
      'INVALID_CREDENTIALS',
    ]);
    await auth.signIn(victim.email);
  });
});

describe('deleteAccount', () => {
  it('leaves nothing that names the person, ends sessions and keys, tells the other domains, and frees the address', async () => {
    const { id, email } = await auth.register();
    const { identity, accessToken, refreshToken } = await auth.signIn(email);
    const admin = await auth.admin();
    const { key } = await auth.mutate(
      'createApiKey',
      { name: 'k', userId: id, scopes: ['orders:read'] },
      'key',
      admin,
    );
    const deleted = await auth.mutate('deleteAccount', { password: PASSWORD }, 'deletedUserId', { identity });
    expect(deleted).toEqual({ deletedUserId: id, userErrors: [] });
    const account = await auth.prisma.account.findUniqueOrThrow({
      where: { id },
      include: { sessions: true, oneTimeTokens: true },
    });
    expect(account).toMatchObject({
      email: `deleted-${id}@deleted.invalid`,
      firstName: null,
      passwordHash: null,
      oneTimeTokens: [],
    });
    expect(account.sessions).toMatchObject([{ revokedFor: 'DELETED', userAgent: null, address: null }]);
    expect(await auth.isRevoked(accessToken)).toBe(true);
    expect(auth.codes(await auth.refresh(refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(await auth.service.resolveApiKey(key)).toBeNull();
    expect((await auth.messages('UserDeleted', id)).map(({ data }) => data)).toEqual([{ userId: id }]);
    expect(auth.codes(await auth.login(email))).toEqual(['INVALID_CREDENTIALS']);
    expect(auth.codes(await auth.login(`deleted-${id}@deleted.invalid`))).toEqual(['INVALID_CREDENTIALS']);
    expect((await auth.register(email)).id).not.toBe(id);
  });

  it('wants the password, and spares administrators', async () => {
    const { identity } = await auth.signIn((await auth.register()).email);
    expect(
      auth.codes(await auth.mutate('deleteAccount', { password: 'Wrong0000' }, '', { identity })),
    ).toEqual(['INVALID_CREDENTIALS']);
    const admin = await auth.admin();
    expect(auth.codes(await auth.mutate('deleteAccount', { password: PASSWORD }, '', admin))).toEqual([
      'INVALID_STATE',
    ]);
  });
});

describe('who may ask', () => {
  it.each([
    'changePassword(input: { currentPassword: "x", newPassword: "Passw0rdX" })',
    'deleteAccount(input: { password: "x" })',
  ])('nobody without signing in: %s', async (mutation) => {
    const { errors } = await auth.query(`mutation { ${mutation} { userErrors { code } } }`);
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    const service = { kind: 'service', service: 'order' } as const;
    const asked = await auth.query(
      `mutation { ${mutation} { userErrors { code } } }`,
      {},
      { identity: service },
    );
    expect(asked.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});
