import { randomUUID } from 'node:crypto';
import type { Identity } from '@techally/identity';
import { encodeCursor } from '@techally/subgraph-kit';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedProfiles } from './seed-profiles.js';
import { startUserService, type TestUserService } from './testing/start-user-service.js';

const admin = testUser(randomUUID(), 'ADMIN');
const authService: Identity = { kind: 'service', service: 'auth' };

let users: TestUserService;

beforeAll(async () => {
  users = await startUserService();
});
afterAll(() => users.stop());

const USER =
  'id firstName lastName phone profileVersion createdAt profile { id displayName } preferences { locale version } addresses { totalCount } devices { totalCount }';

describe('me', () => {
  it('shows the account that is signed in', async () => {
    const ann = await users.registered();
    const { data, errors } = await users.query(`{ me { ${USER} } }`, {}, testUser(ann));
    expect(errors).toBeUndefined();
    expect(data.me).toEqual({
      id: ann,
      firstName: 'Ann',
      lastName: 'Bee',
      phone: null,
      profileVersion: 1,
      createdAt: expect.stringMatching(/Z$/),
      profile: { id: ann, displayName: 'Ann B.' },
      preferences: { locale: 'en-US', version: 0 },
      addresses: { totalCount: 0 },
      devices: { totalCount: 0 },
    });
  });

  it('has empty names while the profile is being made, and writes nothing', async () => {
    const early = randomUUID();
    const { data } = await users.query(`{ me { ${USER} } }`, {}, testUser(early));
    expect(data.me).toMatchObject({
      id: early,
      firstName: '',
      lastName: '',
      profileVersion: 0,
      createdAt: null,
    });
    expect(await users.database.profile.count({ where: { userId: early } })).toBe(0);
    expect((await users.query(`{ user(id: "${early}") { id } }`, {}, admin)).data.user).toBeNull();
  });

  it('needs somebody to be signed in', async () => {
    for (const query of [
      '{ me { id } }',
      `{ user(id: "${randomUUID()}") { id } }`,
      '{ exportMyData }',
      '{ users { totalCount } }',
    ]) {
      const { errors } = await users.query(query);
      expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    }
    expect((await users.query('{ me { id } }')).data).toEqual({ me: null });
  });
});

describe('an account', () => {
  it('is seen by its owner, administrators and services, and by nobody else', async () => {
    const [ann, bob] = [await users.registered(), await users.registered()];
    const entity = `{ _entities(representations: [{ __typename: "User", id: "${ann}" }]) { ... on User { firstName } } }`;
    for (const [identity, seen] of [
      [testUser(ann), true],
      [admin, true],
      [authService, true],
      [testUser(bob), false],
      [undefined, false],
    ] as const) {
      expect((await users.query(entity, {}, identity)).data._entities).toEqual([
        seen ? { firstName: 'Ann' } : null,
      ]);
    }
    expect(
      (await users.query(`{ user(id: "${ann.toUpperCase()}") { id } }`, {}, testUser(ann))).data.user,
    ).toEqual({ id: ann });
    expect((await users.query(`{ user(id: "${ann}") { id } }`, {}, admin)).data.user).toEqual({ id: ann });
    expect(await users.query(`{ user(id: "${ann}") { id } }`, {}, testUser(bob))).toEqual({
      data: { user: null },
    });
    expect((await users.query('{ user(id: "1") { id } }', {}, admin)).errors?.[0]?.extensions?.['code']).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('has a public profile for everybody, also when it is unknown, with one SQL statement for all', async () => {
    const [ann, li, unknown] = [await users.registered(), await users.registered('Li', '𠮷野'), randomUUID()];
    users.statements.length = 0;
    const representations = [ann, li, unknown, 'x'].map((id) => ({ __typename: 'PublicProfile', id }));
    const { data } = await users.query(
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on PublicProfile { id displayName } } }',
      { r: representations },
    );
    expect(data._entities).toEqual([
      { id: ann, displayName: 'Ann B.' },
      { id: li, displayName: 'Li 𠮷.' },
      { id: unknown, displayName: 'Former customer' },
      null,
    ]);
    expect(users.statements).toHaveLength(1);
  });
});

describe('users', () => {
  it('are listed for administrators only', async () => {
    const { errors } = await users.query('{ users { totalCount } }', {}, testUser(await users.registered()));
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('are found by the beginning of the full or the last name, in any case, and page without gaps', async () => {
    const tag = `Z${randomUUID().slice(0, 8)}`;
    const ids = [];
    for (let index = 0; index < 7; index += 1)
      ids.push(await users.registered(index % 2 === 0 ? tag : 'Ann', index % 2 === 0 ? 'Dee' : tag));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query =
        'query($after: String, $search: String) { users(first: 3, after: $after, filter: { search: $search }) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }';
      const { data } = await users.query(query, { after, search: tag.toLowerCase() }, admin);
      expect(data.users.totalCount).toBe(7);
      seen.push(...data.users.edges.map((edge: { node: { id: string } }) => edge.node.id));
      after = data.users.pageInfo.hasNextPage ? data.users.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(ids.toSorted());

    const count = async (search: string) =>
      (
        await users.query(
          'query($search: String) { users(filter: { search: $search }) { totalCount } }',
          { search },
          admin,
        )
      ).data.users.totalCount;
    expect(await count(`${tag} d`)).toBe(4);
    expect(await count('%')).toBe(0);
    expect(await count('_nn')).toBe(0);
  });

  it('and all that hangs on them cost one SQL statement for each list', async () => {
    await users.registered();
    await users.registered();
    users.statements.length = 0;
    const { errors } = await users.query(
      '{ users(first: 50) { edges { node { profile { displayName } preferences { locale } addresses(first: 2) { edges { node { id } } } devices(first: 2) { edges { node { id } } } } } } }',
      {},
      admin,
    );
    expect(errors).toBeUndefined();
    // The page, the public profiles, the preferences, the addresses, the devices.
    expect(users.statements).toHaveLength(5);
  });

  it('refuse forged cursors and bad searches', async () => {
    const forged = encodeCursor('PROFILES_NEWEST', ['now', 'x']);
    for (const args of [
      `after: "${forged}"`,
      'after: "x"',
      'first: 0',
      'filter: { search: "" }',
      'filter: { search: "a\\u0000" }',
    ]) {
      const { errors } = await users.query(`{ users(${args}) { edges { cursor } } }`, {}, admin);
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
  });
});

describe('seedProfiles', () => {
  it('makes many profiles at once and leaves those that exist alone', async () => {
    const ann = await users.registered();
    const seeds = Array.from({ length: 800 }, () => ({
      userId: randomUUID(),
      firstName: 'Cy',
      lastName: 'Dee',
    }));
    expect(
      await seedProfiles(users.databaseUrl, [{ userId: ann, firstName: 'Eve', lastName: 'Eff' }, ...seeds]),
    ).toBe(800);
    expect((await users.query('{ me { firstName } }', {}, testUser(ann))).data.me.firstName).toBe('Ann');
  });
});

describe('the schema', () => {
  it('describes every type, field, input and enum value', async () => {
    const { data } = await users.query(
      '{ __schema { types { name description fields { name description } inputFields { name description } enumValues { name description } } } }',
    );
    for (const type of data.__schema.types) {
      if (/^(__|_|Query$|Mutation$|String$|Int$|ID$|Boolean$|federation__|link__)/.test(type.name)) continue;
      expect([type.name, Boolean(type.description)]).toEqual([type.name, true]);
      for (const part of [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])]) {
        expect([`${type.name}.${part.name}`, Boolean(part.description)]).toEqual([
          `${type.name}.${part.name}`,
          true,
        ]);
      }
    }
  });
});
