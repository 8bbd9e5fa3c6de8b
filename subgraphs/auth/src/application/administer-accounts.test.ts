import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { startAuth } from '../testing/start-auth.js';

interface Edge {
  readonly node: { readonly before: { readonly tier: string }; readonly after: { readonly tier: string } };
}

let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

const auditOf = (targetId: string) =>
  auth.prisma.auditEntry.findMany({ where: { targetId }, orderBy: { at: 'asc' } });

describe('setUserRole, setUserTier, lockUser', () => {
  it('change an account, count its version, and write what was before and after', async () => {
    const admin = await auth.admin();
    const { id } = await auth.register();
    const options = { identity: admin.identity, address: '192.0.2.9' };
    const fields = 'user { role tier locked accountVersion }';
    expect(await auth.mutate('setUserRole', { userId: id, role: 'ADMIN' }, fields, options)).toEqual({
      user: { role: 'ADMIN', tier: 'STANDARD', locked: false, accountVersion: 2 },
      userErrors: [],
    });
    await auth.mutate(
      'setUserTier',
      { userId: id.toUpperCase(), tier: 'PREMIUM', version: 2 },
      fields,
      options,
    );
    await auth.mutate('lockUser', { userId: id, locked: true }, fields, options);
    expect(await auth.mutate('lockUser', { userId: id, locked: false }, fields, options)).toEqual({
      user: { role: 'ADMIN', tier: 'PREMIUM', locked: false, accountVersion: 5 },
      userErrors: [],
    });
    const common = { actorId: admin.identity.userId, targetType: 'User', targetId: id, address: '192.0.2.9' };
    expect(
      new Set((await auditOf(id)).map(({ id: _id, at: _at, requestId: _requestId, ...entry }) => entry)),
    ).toEqual(
      new Set([
        { ...common, action: 'SET_USER_ROLE', before: { role: 'USER' }, after: { role: 'ADMIN' } },
        { ...common, action: 'SET_USER_TIER', before: { tier: 'STANDARD' }, after: { tier: 'PREMIUM' } },
        { ...common, action: 'LOCK_USER', before: { locked: false }, after: { locked: true } },
        { ...common, action: 'UNLOCK_USER', before: { locked: true }, after: { locked: false } },
      ]),
    );
  });

  it.each([
    ['setUserRole', { role: 'ADMIN' }],
    ['setUserTier', { tier: 'PREMIUM' }],
  ])(
    '%s voids the access tokens with the old claims at once, within the same second too, and no later ones',
    async (name, change) => {
      const admin = await auth.admin();
      const { id, email } = await auth.register();
      const before = await auth.signIn(email);
      await auth.mutate(name, { userId: id, ...change }, '', admin);
      expect(await auth.isRevoked(before.accessToken)).toBe(true);
      const after = await auth.refresh(before.refreshToken);
      expect(after.userErrors).toEqual([]);
      expect(await auth.isRevoked(after.accessToken)).toBe(false);
      expect(await auth.identityOf(after.accessToken)).toMatchObject(change);
      expect((await auth.signIn(email)).identity).toMatchObject(change);
    },
  );

  it('lockUser ends all sessions at once, and unlocking lets the user sign in again', async () => {
    const admin = await auth.admin();
    const { id, email } = await auth.register();
    const session = await auth.signIn(email);
    await auth.mutate('lockUser', { userId: id, locked: true }, '', admin);
    expect(await auth.isRevoked(session.accessToken)).toBe(true);
    expect(auth.codes(await auth.refresh(session.refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.login(email))).toEqual(['ACCOUNT_LOCKED']);
    await auth.mutate('lockUser', { userId: id, locked: false }, '', admin);
    expect(await auth.isRevoked((await auth.signIn(email)).accessToken)).toBe(false);
  });

  it('leave no token with old claims that holds, however many logins and refreshes run meanwhile', async () => {
    const admin = await auth.admin();
    const { id, email } = await auth.register();
    const { refreshToken } = await auth.signIn(email);
    const racing = Array.from({ length: 5 }, () => [auth.login(email), auth.refresh(refreshToken)]).flat();
    await auth.mutate('setUserRole', { userId: id, role: 'ADMIN' }, '', admin);
    const answers = await Promise.all(racing);
    for (const { accessToken } of answers) {
      const { role } = await auth.identityOf(accessToken);
      expect(role === 'ADMIN' || (await auth.isRevoked(accessToken))).toBe(true);
    }
  });

  it('do nothing, and write nothing, when it is so already', async () => {
    const admin = await auth.admin();
    const { id, email } = await auth.register();
    const { accessToken } = await auth.signIn(email);
    const { user } = await auth.mutate(
      'setUserRole',
      { userId: id, role: 'USER' },
      'user { accountVersion }',
      admin,
    );
    expect(user.accountVersion).toBe(1);
    expect(await auth.isRevoked(accessToken)).toBe(false);
    expect(await auditOf(id)).toEqual([]);
  });

  it('change nothing when the revocation cannot be told', async () => {
    const admin = await auth.admin();
    const { id } = await auth.register();
    const { revoke } = auth.revocations;
    Object.assign(auth.revocations, { revoke: () => Promise.reject(new Error('away')) });
    const text = 'mutation($id: ID!) { setUserRole(input: { userId: $id, role: ADMIN }) { user { id } } }';
    const { errors } = await auth.query(text, { id }, admin);
    Object.assign(auth.revocations, { revoke });
    expect(errors?.[0]?.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(await auth.prisma.account.findUniqueOrThrow({ where: { id } })).toMatchObject({
      role: 'USER',
      version: 1,
    });
    expect(await auditOf(id)).toEqual([]);
  });

  it('refuse what cannot be done', async () => {
    const admin = await auth.admin();
    const self = admin.identity.userId;
    const { id } = await auth.register();
    const refusals: [string, object, string, string[]][] = [
      ['setUserRole', { userId: self, role: 'USER' }, 'INVALID_STATE', ['input', 'role']],
      ['lockUser', { userId: self.toUpperCase(), locked: true }, 'INVALID_STATE', ['input', 'locked']],
      ['setUserTier', { userId: id, tier: 'PREMIUM', version: 7 }, 'VERSION_CONFLICT', ['input', 'version']],
      ['setUserTier', { userId: randomUUID(), tier: 'PREMIUM' }, 'NOT_FOUND', ['input', 'userId']],
      ['lockUser', { userId: 'nobody', locked: true }, 'INVALID_INPUT', ['input', 'userId']],
    ];
    for (const [name, input, code, field] of refusals) {
      const { user, userErrors } = await auth.mutate(name, input, 'user { id }', admin);
      expect(user).toBeNull();
      expect(userErrors, name).toMatchObject([{ code, field }]);
    }
    expect(await auth.prisma.account.findUniqueOrThrow({ where: { id: self } })).toMatchObject({
      role: 'ADMIN',
      lockedAt: null,
    });
  });
});

describe('auditLog', () => {
  it('pages through the entries, newest first, with who did it, in one query for all actors', async () => {
    const admin = await auth.admin();
    const { id } = await auth.register();
    for (const tier of ['PREMIUM', 'STANDARD', 'PREMIUM']) {
      auth.clock.time += 1000;
      await auth.mutate('setUserTier', { userId: id, tier }, '', admin);
    }
    const text = `query($filter: AuditFilterInput, $after: String) { auditLog(first: 2, after: $after, filter: $filter) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { action targetType targetId before after at actor { id email } } } } }`;
    const first = (await auth.query(text, { filter: { targetId: id } }, admin)).data.auditLog;
    expect(first.totalCount).toBe(3);
    expect(first.edges.map((edge: Edge) => edge.node.after.tier)).toEqual(['PREMIUM', 'STANDARD']);
    expect(first.edges[0].node.actor).toEqual({ id: admin.identity.userId, email: admin.identity.email });
    const second = (
      await auth.query(text, { filter: { targetId: id }, after: first.pageInfo.endCursor }, admin)
    ).data.auditLog;
    expect(second.edges.map((edge: Edge) => edge.node.before.tier)).toEqual(['STANDARD']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const at = first.edges[0].node.at;
    for (const [filter, count] of [
      [{ targetId: id, from: at }, 1],
      [{ targetId: id, to: at }, 2],
      [{ actorId: admin.identity.userId, action: 'SET_USER_TIER', targetType: 'User' }, 3],
      [{ targetId: id, action: 'LOCK_USER' }, 0],
    ] as const) {
      expect((await auth.query(text, { filter }, admin)).data.auditLog.totalCount).toBe(count);
    }
  });

  it('refuses a cursor that was made up', async () => {
    const admin = await auth.admin();
    for (const cursor of ['x', Buffer.from('["AUDIT_NEWEST","yesterday","me"]').toString('base64url')]) {
      const { errors } = await auth.query(
        'query($c: String) { auditLog(after: $c) { edges { cursor } } }',
        { c: cursor },
        admin,
      );
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('is never rewritten', async () => {
    const admin = await auth.admin();
    const { id } = await auth.register();
    await auth.mutate('lockUser', { userId: id, locked: true }, '', admin);
    await expect(auth.prisma.auditEntry.deleteMany({ where: { targetId: id } })).rejects.toThrow(
      'append-only',
    );
    await expect(
      auth.prisma.auditEntry.updateMany({ where: { targetId: id }, data: { actorId: id } }),
    ).rejects.toThrow('append-only');
  });
});

describe('what is for administrators', () => {
  const id = randomUUID();
  it.each([
    ['query', 'auditLog { totalCount }'],
    ['query', 'apiKeys { totalCount }'],
    ['mutation', `setUserRole(input: { userId: "${id}", role: ADMIN }) { userErrors { code } }`],
    ['mutation', `setUserTier(input: { userId: "${id}", tier: PREMIUM }) { userErrors { code } }`],
    ['mutation', `lockUser(input: { userId: "${id}", locked: true }) { userErrors { code } }`],
    ['mutation', 'createApiKey(input: { name: "k", scopes: ["orders:read"] }) { key }'],
    ['mutation', `revokeApiKey(input: { id: "${id}" }) { userErrors { code } }`],
  ])('is refused to everybody else: %s %s', async (kind, selection) => {
    const customer = await auth.signIn((await auth.register()).email);
    const asked = async (options = {}) =>
      (await auth.query(`${kind} { ${selection} }`, {}, options)).errors?.[0]?.extensions?.['code'];
    expect(await asked()).toBe('UNAUTHENTICATED');
    expect(await asked({ identity: customer.identity })).toBe('FORBIDDEN');
    expect(await asked({ identity: { kind: 'service', service: 'order' } })).toBe('UNAUTHENTICATED');
  });
});
