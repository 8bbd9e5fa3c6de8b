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
