import { randomUUID } from 'node:crypto';
import { createIdentityVerifier, IDENTITY_HEADER } from '@techally/identity';
import { TEST_IDENTITY_SECRET } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { PASSWORD, startAuth } from '../testing/start-auth.js';

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
