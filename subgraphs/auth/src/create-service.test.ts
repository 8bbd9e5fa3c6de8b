import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createAuthService } from './create-service.js';
import { SigningKeyError } from './domain/signing-key-error.js';
import { seedAccounts } from './seed-accounts.js';
import type { AuthTestbed, QueryOptions } from './testing/start-auth.js';
import { PASSWORD, startAuth } from './testing/start-auth.js';

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;

let auth: AuthTestbed;
const statements: string[] = [];

beforeAll(async () => {
  auth = await startAuth({ onQuery: (sql) => statements.push(sql) });
});

afterAll(async () => {
  await auth.stop();
});

describe('User', () => {
  const TEXT = `query($ids: [_Any!]!) { _entities(representations: $ids) { ... on User { id email role tier locked emailVerified accountVersion } } }`;
  const entities = async (ids: readonly string[], options: QueryOptions) =>
    (await auth.query(TEXT, { ids: ids.map((id) => ({ __typename: 'User', id })) }, options)).data._entities;

  it('shows itself to that user, to administrators and to services, in one query for all', async () => {
    const ann = await auth.signIn((await auth.register()).email);
    const bob = await auth.register();
    const admin = await auth.admin();
    const { id, email } = { id: ann.user.id, email: ann.identity.email };
    const self = {
      id,
      email,
      role: 'USER',
      tier: 'STANDARD',
      locked: false,
      emailVerified: false,
      accountVersion: 1,
    };
    expect(await entities([id, bob.id], ann)).toEqual([self, null]);
    statements.length = 0;
    expect(await entities([id, bob.id, randomUUID()], admin)).toMatchObject([
      self,
      { email: bob.email },
      null,
    ]);
    expect(statements).toHaveLength(1);
    expect(await entities([id], { identity: { kind: 'service', service: 'order' } })).toEqual([self]);
  });

  it('does not show itself to anybody else', async () => {
    const ann = await auth.register();
    const bob = await auth.signIn((await auth.register()).email);
    expect(await entities([ann.id], {})).toEqual([null]);
    expect(await entities([ann.id], bob)).toEqual([null]);
  });

  it('is closed, like everything here, to who comes without the identity header', async () => {
    const { errors } = await auth.service.subgraph.execute({ query: '{ __typename }', headers: {} });
    expect(errors?.[0]?.extensions?.['code']).toBe('IDENTITY_HEADER_INVALID');
  });
});

describe('the schema', () => {
  it('hides from the public what is for the router alone', () => {
    expect(auth.service.subgraph.sdl).toMatch(/type ApiKeyIdentity @inaccessible/);
    expect(auth.service.subgraph.sdl).toMatch(/apiKeyIdentity\([^)]*\): ApiKeyIdentity @inaccessible/);
  });

  it('describes every type, field and enum value', async () => {
    const text = `{ __schema { types { name kind description fields { name description } inputFields { name description } enumValues { name description } } } }`;
    const { types } = (await auth.query(text)).data.__schema;
    const missing: string[] = [];
    for (const type of types) {
      // What federation and GraphQL themselves bring.
      if (/^_|__|^(String|Boolean|Int|ID|Float)$/.test(type.name)) continue;
      if (type.description == null && !/^(Query|Mutation)$/.test(type.name)) missing.push(type.name);
      for (const member of [
        ...(type.fields ?? []),
        ...(type.inputFields ?? []),
        ...(type.enumValues ?? []),
      ]) {
        if (member.description == null && !member.name.startsWith('_'))
          missing.push(`${type.name}.${member.name}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe('the signing keys', () => {
  it('are published without their private halves', async () => {
    const { keys } = await auth.service.jwks();
    expect(keys).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        x: expect.any(String),
        kid: expect.any(String),
        alg: 'EdDSA',
        use: 'sig',
      },
    ]);
    expect(await auth.service.documents?.['/.well-known/jwks.json']?.()).toEqual({ keys });
  });

  it('are one when several replicas start at once', async () => {
    const fresh = await startAuth();
    try {
      await fresh.prisma.signingKey.deleteMany();
      const replicas = await Promise.all(
        Array.from({ length: 5 }, () => createAuthService(fresh.dependencies)),
      );
      const sets = await Promise.all(replicas.map((replica) => replica.jwks()));
      expect(new Set(sets.map((set) => set.keys.map(({ kid }) => kid).join())).size).toBe(1);
      expect(await fresh.prisma.signingKey.count()).toBe(1);
      await Promise.all(replicas.map((replica) => replica.stop()));
    } finally {
      await fresh.stop();
    }
  });

  it('are encrypted: another secret cannot use them, and says so at the start', async () => {
    const [stored] = await auth.prisma.signingKey.findMany();
    expect(stored?.privateJwk).not.toContain('"d"');
    const other = await createAuthService({
      ...auth.dependencies,
      keyEncryptionSecret: 'quite another secret of enough length',
    });
    const starting = other.start();
    await expect(starting).rejects.toBeInstanceOf(SigningKeyError);
    await expect(starting).rejects.toMatchObject({ code: 'SIGNING_KEY_UNREADABLE' });
    await other.stop();
    await expect(createAuthService({ ...auth.dependencies, keyEncryptionSecret: 'short' })).rejects.toThrow(
      '32 characters',
    );
  });

  it('sign anew after a rotation, while tokens of the old key hold until they expire', async () => {
    const { email } = await auth.register();
    const before = await auth.signIn(email);
    await auth.service.rotateSigningKey();
    const after = await auth.signIn(email);
    const kids = [before, after].map(({ accessToken }) => decodeProtectedHeader(accessToken).kid);
    expect(kids[0]).not.toBe(kids[1]);
    const published = async () => (await auth.service.jwks()).keys.map(({ kid }) => kid);
    expect(await published()).toEqual(kids);
    const valid = async (token: string) =>
      (await auth.query('query($t: String!) { validateToken(token: $t) { valid } }', { t: token })).data
        .validateToken.valid;
    auth.clock.time += HOUR - 1000;
    expect(await published()).toEqual(kids);
    expect([await valid(before.accessToken), await valid(after.accessToken)]).toEqual([true, true]);
    auth.clock.time += 10 * 60 * 1000;
    expect(await published()).toEqual([kids[1]]);
    expect(await valid(before.accessToken)).toBe(false);
  });

  it('rotate by themselves after 30 days, published an hour before they sign', async () => {
    const fresh = await startAuth();
    try {
      const { email } = await fresh.register();
      const signedBy = async () => decodeProtectedHeader((await fresh.signIn(email)).accessToken).kid;
      const first = await signedBy();
      fresh.clock.time += 30 * DAY - HOUR - 1000;
      expect(await signedBy()).toBe(first);
      expect((await fresh.service.jwks()).keys).toHaveLength(1);
      fresh.clock.time += 2 * 60 * 1000;
      expect(await signedBy()).toBe(first);
      const keys = (await fresh.service.jwks()).keys.map(({ kid }) => kid);
      expect(keys).toHaveLength(2);
      fresh.clock.time += HOUR;
      expect(await signedBy()).toBe(keys[1]);
      expect(keys[1]).not.toBe(first);
    } finally {
      await fresh.stop();
    }
  });
});

describe('seedAccounts', () => {
  it('creates accounts once, that can sign in, and changes none', async () => {
    const seed = [
      {
        id: randomUUID(),
        email: 'Customer@TechAlly.example',
        password: 'Customer1',
        role: 'USER',
        tier: 'STANDARD',
        emailVerified: true,
      },
      {
        id: randomUUID(),
        email: 'admin@techally.example',
        password: 'Admin0001',
        role: 'ADMIN',
        tier: 'PREMIUM',
        emailVerified: false,
      },
    ] as const;
    await seedAccounts(auth.database.url, seed);
    const first = await auth.prisma.account.findMany({
      where: { id: { in: seed.map(({ id }) => id) } },
      orderBy: { email: 'asc' },
    });
    expect(first).toMatchObject([
      { email: 'admin@techally.example', role: 'ADMIN', tier: 'PREMIUM', emailVerifiedAt: null },
      {
        email: 'customer@techally.example',
        role: 'USER',
        tier: 'STANDARD',
        emailVerifiedAt: expect.any(Date),
      },
    ]);
    expect(first[0]?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await seedAccounts(auth.database.url, [
      ...seed.map((each) => ({ ...each, password: 'Changed01' })),
      { ...seed[0], id: randomUUID() },
    ]);
    expect(
      await auth.prisma.account.findMany({
        where: { id: { in: seed.map(({ id }) => id) } },
        orderBy: { email: 'asc' },
      }),
    ).toEqual(first);
    await auth.signIn('customer@techally.example', 'Customer1');
  });
});

describe('the limits of fields', () => {
  it('hold for register, requestPasswordReset and resetPassword, each by itself, for one address', async () => {
    const limit = { max: 2, windowMs: 3_600_000 };
    const fieldLimits = {
      register: limit,
      requestPasswordReset: limit,
      resetPassword: limit,
      addReview: null,
    };
    const auth = await startAuth({ fieldLimits });
    onTestFinished(() => auth.stop());
    const email = 'limits@example.com';
    const names = { firstName: 'Ann', lastName: 'Bee' };
    const fields = {
      register: { email, password: PASSWORD, ...names },
      requestPasswordReset: { email },
      resetPassword: { token: 'x', newPassword: PASSWORD },
    };
    for (const [name, input] of Object.entries(fields)) {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const use = async (address: string) => {
        const text = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
        return (await auth.query(text, { input }, { address })).errors?.[0]?.extensions;
      };
      expect([await use('192.0.2.1'), await use('192.0.2.1')]).toEqual([undefined, undefined]);
      expect(await use('192.0.2.1')).toEqual({
        code: 'TOO_MANY_REQUESTS',
        retryAfter: expect.any(Number) as number,
      });
      expect(await use('192.0.2.2')).toBeUndefined();
    }
  });
});
