import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed, QueryOptions } from '../testing/start-auth.js';
import { startAuth } from '../testing/start-auth.js';

const MINUTE = 60_000;

let auth: AuthTestbed;
let admin: Awaited<ReturnType<AuthTestbed['admin']>>;

beforeAll(async () => {
  auth = await startAuth();
  admin = await auth.admin();
});

afterAll(async () => {
  await auth.stop();
});

const FIELDS = 'key apiKey { id name prefix scopes expiresAt revokedAt lastUsedAt owner { id email } }';
const create = (input: object, options: QueryOptions = admin) =>
  auth.mutate('createApiKey', { name: 'replay', scopes: ['orders:read'], ...input }, FIELDS, options);
const storedKey = (id: string) => auth.prisma.apiKey.findUniqueOrThrow({ where: { id } });

describe('createApiKey', () => {
  it('shows the key once, keeps its hash, and writes an audit entry without it', async () => {
    const { id, email } = await auth.register();
    const { key, apiKey, userErrors } = await create({
      userId: id,
      scopes: ['orders:read', 'orders:write', 'orders:read'],
    });
    expect(userErrors).toEqual([]);
    expect(key).toMatch(/^taky_[0-9a-f]{8}_[0-9a-f]{64}$/);
    expect(apiKey).toMatchObject({
      name: 'replay',
      scopes: ['orders:read', 'orders:write'],
      owner: { id, email },
      lastUsedAt: null,
    });
    expect(key).toContain(`taky_${apiKey.prefix}_`);
    const audit = await auth.prisma.auditEntry.findFirstOrThrow({ where: { targetId: apiKey.id } });
    expect(audit).toMatchObject({
      actorId: admin.identity.userId,
      action: 'CREATE_API_KEY',
      targetType: 'ApiKey',
      before: null,
    });
    expect(audit.after).toMatchObject({ userId: id, scopes: ['orders:read', 'orders:write'] });
    const secret = key.split('_')[2];
    expect(JSON.stringify([audit, await storedKey(apiKey.id)])).not.toContain(secret);
  });

  it('is for the own account when no other is named', async () => {
    expect((await create({ scopes: ['admin:users:read'] })).apiKey.owner.id).toBe(admin.identity.userId);
  });

  it('makes no key that is good for more than the key or token that it is made with', async () => {
    const scope = ['orders:read', 'admin:keys:write'];
    const narrow = { identity: { ...admin.identity, scope } };
    const wider = await create({ scopes: ['orders:read', 'admin:users:write'] }, narrow);
    expect(wider.apiKey).toBeNull();
    expect(wider.userErrors).toMatchObject([
      {
        code: 'INVALID_INPUT',
        field: ['input', 'scopes'],
        message: expect.stringContaining(scope.join(', ')),
      },
    ]);
    expect((await create({ scopes: scope }, narrow)).apiKey).toMatchObject({ scopes: scope });
  });

  it('refuses what cannot be', async () => {
    const { id } = await auth.register();
    for (const [input, code, field] of [
      [{ userId: id, scopes: ['admin:users:read'] }, 'INVALID_INPUT', 'scopes'],
      [{ scopes: [] }, 'INVALID_INPUT', 'scopes'],
      [{ scopes: ['everything'] }, 'INVALID_INPUT', 'scopes'],
      [{ name: '' }, 'INVALID_INPUT', 'name'],
      [{ userId: randomUUID() }, 'NOT_FOUND', 'userId'],
      [{ userId: 'me' }, 'INVALID_INPUT', 'userId'],
      [{ expiresAt: new Date(auth.clock.time).toISOString() }, 'INVALID_INPUT', 'expiresAt'],
    ] as const) {
      const { key, userErrors } = await create(input);
      expect(key).toBeNull();
      expect(userErrors).toMatchObject([{ code, field: ['input', field] }]);
    }
  });
});

describe('resolveApiKey', () => {
  it('tells whom a key acts for, with no more scopes than the key has', async () => {
    const { id, email } = await auth.register();
    const { key, apiKey } = await create({ userId: id });
    expect(await auth.service.resolveApiKey(key)).toEqual({
      kind: 'user',
      userId: id,
      email,
      role: 'USER',
      tier: 'STANDARD',
      scope: ['orders:read'],
      apiKeyId: apiKey.id,
    });
  });

  it('acts as an administrator only with a scope of theirs, and only while the owner is one', async () => {
    const { id } = await auth.register();
    await auth.mutate('setUserRole', { userId: id, role: 'ADMIN' }, '', admin);
    const narrow = await create({ userId: id, scopes: ['orders:read', 'profile:read'] });
    const wide = await create({ userId: id, scopes: ['orders:read', 'admin:products:write'] });
    expect(await auth.service.resolveApiKey(narrow.key)).toMatchObject({
      role: 'USER',
      scope: ['orders:read', 'profile:read'],
    });
    expect(await auth.service.resolveApiKey(wide.key)).toMatchObject({
      role: 'ADMIN',
      scope: ['orders:read', 'admin:products:write'],
    });
    await auth.mutate('setUserRole', { userId: id, role: 'USER' }, '', admin);
    expect(await auth.service.resolveApiKey(wide.key)).toMatchObject({
      role: 'USER',
      scope: ['orders:read'],
    });
  });

  it('knows no key that is unknown, expired or revoked, nor one of a locked account', async () => {
    const { id } = await auth.register();
    const expiring = await create({
      userId: id,
      expiresAt: new Date(auth.clock.time + MINUTE).toISOString(),
    });
    const lasting = await create({ userId: id });
    const resolve = (key: string) => auth.service.resolveApiKey(key);
    expect(await resolve(expiring.key)).not.toBeNull();
    auth.clock.time += MINUTE;
    expect(await resolve(expiring.key)).toBeNull();
    for (const key of [
      '',
      'taky_',
      'x'.repeat(100_000),
      `${lasting.key.slice(0, -1)}g`,
      lasting.key.toUpperCase(),
    ]) {
      expect(await resolve(key)).toBeNull();
    }
    await auth.mutate('lockUser', { userId: id, locked: true }, '', admin);
    expect(await resolve(lasting.key)).toBeNull();
    await auth.mutate('lockUser', { userId: id, locked: false }, '', admin);
    expect(await resolve(lasting.key)).not.toBeNull();
    await auth.mutate('revokeApiKey', { id: lasting.apiKey.id }, '', admin);
    expect(await resolve(lasting.key)).toBeNull();
  });

  it('notes the use of a key at most once a minute', async () => {
    const { key, apiKey } = await create({});
    const first = auth.clock.time;
    await auth.service.resolveApiKey(key);
    auth.clock.time += MINUTE - 1;
    await auth.service.resolveApiKey(key);
    expect((await storedKey(apiKey.id)).lastUsedAt?.getTime()).toBe(first);
    auth.clock.time += 1;
    await auth.service.resolveApiKey(key);
    expect((await storedKey(apiKey.id)).lastUsedAt?.getTime()).toBe(first + MINUTE);
  });
});

describe('revokeApiKey', () => {
  it('revokes a key once, and writes it down', async () => {
    const { apiKey } = await create({});
    const revoke = (id: string) => auth.mutate('revokeApiKey', { id }, 'apiKey { revokedAt }', admin);
    expect(await revoke(apiKey.id.toUpperCase())).toEqual({
      apiKey: { revokedAt: new Date(auth.clock.time).toISOString() },
      userErrors: [],
    });
    expect(auth.codes(await revoke(apiKey.id))).toEqual(['INVALID_STATE']);
    expect(auth.codes(await revoke(randomUUID()))).toEqual(['NOT_FOUND']);
    expect(
      await auth.prisma.auditEntry.count({ where: { targetId: apiKey.id, action: 'REVOKE_API_KEY' } }),
    ).toBe(1);
  });
});

describe('apiKeys', () => {
  it('pages both ways through the keys, newest first, with their owners in one query', async () => {
    const { id } = await auth.register();
    for (const name of ['one', 'two', 'three']) {
      auth.clock.time += 1000;
      await create({ userId: id, name });
    }
    const text = (args: string) =>
      `{ apiKeys(userId: "${id}", ${args}) { totalCount edges { cursor node { name owner { id role } } } pageInfo { hasNextPage hasPreviousPage } } }`;
    const names = (connection: { edges: { node: { name: string } }[] }) =>
      connection.edges.map((edge) => edge.node.name);
    const first = (await auth.query(text('first: 2'), {}, admin)).data.apiKeys;
    expect(first.totalCount).toBe(3);
    expect(names(first)).toEqual(['three', 'two']);
    const second = (await auth.query(text(`first: 2, after: "${first.edges[1].cursor}"`), {}, admin)).data
      .apiKeys;
    expect(names(second)).toEqual(['one']);
    const last = (await auth.query(text(`last: 2, before: "${second.edges[0].cursor}"`), {}, admin)).data
      .apiKeys;
    expect(names(last)).toEqual(['three', 'two']);
    const { errors } = await auth.query('{ apiKeys(userId: "me") { totalCount } }', {}, admin);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});

describe('apiKeyIdentity', () => {
  const TEXT =
    'query($key: String!) { apiKeyIdentity(key: $key) { apiKeyId userId email role tier scopes } }';

  it('tells services, and nobody else, whom a key acts for', async () => {
    const { key, apiKey } = await create({});
    const ask = (text: string, options: QueryOptions) => auth.query(TEXT, { key: text }, options);
    const router = { identity: { kind: 'service', service: 'router' } } as const;
    expect((await ask(key, router)).data.apiKeyIdentity).toEqual({
      apiKeyId: apiKey.id,
      userId: admin.identity.userId,
      email: admin.identity.email,
      role: 'USER',
      tier: 'STANDARD',
      scopes: ['orders:read'],
    });
    expect((await ask('taky_unknown', router)).data.apiKeyIdentity).toBeNull();
    for (const options of [{}, { identity: admin.identity }]) {
      const { data, errors } = await ask(key, options);
      expect(data?.apiKeyIdentity ?? null).toBeNull();
      expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
  });
});
