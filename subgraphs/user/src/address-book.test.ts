import { randomUUID } from 'node:crypto';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedAddresses } from './seed-addresses.js';
import { HOME, startUserService, type TestUserService } from './testing/start-user-service.js';

let users: TestUserService;

beforeAll(async () => {
  users = await startUserService();
});
afterAll(() => users.stop());

const FIELDS =
  'address { id label recipient line1 line2 city state postalCode countryCode isDefault version owner { id firstName } } userErrors { field message code }';

function mutate(name: 'add' | 'update' | 'delete', input: object, userId: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}AddressInput`;
  return users.query(
    `mutation($input: ${type}!) { ${name}Address(input: $input) { ${FIELDS} } }`,
    { input },
    testUser(userId),
  );
}

async function add(
  userId: string,
  input: object = {},
): Promise<{ id: string; isDefault: boolean; version: number }> {
  const { data, errors } = await mutate('add', { ...HOME, ...input }, userId);
  expect(errors).toBeUndefined();
  expect(data.addAddress.userErrors).toEqual([]);
  return data.addAddress.address;
}

async function update(userId: string, input: object) {
  const { data, errors } = await mutate('update', input, userId);
  expect(errors).toBeUndefined();
  return data.updateAddress;
}

function defaults(userId: string) {
  return users.database.address.count({ where: { userId, isDefault: true } });
}

describe('addAddress', () => {
  it('keeps what it was given, without white space around it, under its owner', async () => {
    const ann = await users.registered();
    expect(await add(ann, { recipient: '  Ann Bee ', line2: '   ' })).toEqual({
      ...HOME,
      id: expect.any(String),
      isDefault: true,
      version: 1,
      owner: { id: ann, firstName: 'Ann' },
    });
  });

  it('makes the first address the default, and later ones only when they say so', async () => {
    const ann = await users.registered();
    expect([
      (await add(ann)).isDefault,
      (await add(ann)).isDefault,
      (await add(ann, { isDefault: true })).isDefault,
    ]).toEqual([true, false, true]);
    expect(await defaults(ann)).toBe(1);
  });

  it('stops at 20, however many come at once', async () => {
    const ann = await users.registered();
    const answers = await Promise.all(Array.from({ length: 25 }, () => mutate('add', HOME, ann)));
    const refused = answers.filter(({ data }) => data.addAddress.userErrors[0]?.code === 'INVALID_STATE');
    expect(refused).toHaveLength(5);
    expect(await users.database.address.count({ where: { userId: ann } })).toBe(20);
    expect(await defaults(ann)).toBe(1);
  });

  it('is refused for an account without a profile', async () => {
    expect((await mutate('add', HOME, randomUUID())).data.addAddress.userErrors).toMatchObject([
      { code: 'INVALID_STATE' },
    ]);
  });

  it.each([
    ['recipient', ' A '],
    ['recipient', 'x'.repeat(101)],
    ['line1', '  '],
    ['line1', 'x'.repeat(201)],
    ['line1', 'a\u0000b'],
    ['line2', 'x'.repeat(201)],
    ['city', ''],
    ['state', 'x'.repeat(101)],
    ['postalCode', ''],
    ['postalCode', '12345678901234567'],
    ['countryCode', 'us'],
    ['countryCode', 'XX'],
    ['countryCode', 'USA'],
    ['label', 'x'.repeat(51)],
  ])('refuses the %s %j', async (field, value) => {
    const ann = await users.registered();
    const { data, errors } = await mutate('add', { ...HOME, [field]: value }, ann);
    expect(errors).toBeUndefined();
    expect(data.addAddress.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['input', field] }]);
  });
});

describe('updateAddress', () => {
  it('changes what is given and nothing else, and removes what is null', async () => {
    const ann = await users.registered();
    const { id } = await add(ann);
    const { address } = await update(ann, { id, version: 1, city: 'Chicago', label: null, recipient: null });
    expect(address).toMatchObject({ ...HOME, id, city: 'Chicago', label: null, isDefault: true, version: 2 });
  });

  it('refuses a change that was made from an older version', async () => {
    const ann = await users.registered();
    const { id } = await add(ann);
    const answers = await Promise.all(['A', 'B', 'C'].map((label) => update(ann, { id, version: 1, label })));
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done');
    expect(codes.toSorted()).toEqual(['VERSION_CONFLICT', 'VERSION_CONFLICT', 'done']);
  });

  it('leaves exactly one default when many addresses become it at once', async () => {
    const ann = await users.registered();
    const addresses = [];
    for (let index = 0; index < 8; index += 1) addresses.push(await add(ann));
    for (let round = 0; round < 3; round += 1) {
      const rows = await users.database.address.findMany({ where: { userId: ann, isDefault: false } });
      const answers = await Promise.all(
        rows.map(({ id, version }) => update(ann, { id, version, isDefault: true })),
      );
      expect(answers.some(({ userErrors }) => userErrors.length === 0)).toBe(true);
      expect(await defaults(ann)).toBe(1);
    }
  });

  it('can leave an account without a default, and the next address becomes it', async () => {
    const ann = await users.registered();
    const { id } = await add(ann);
    expect((await update(ann, { id, version: 1, isDefault: false })).address.isDefault).toBe(false);
    expect((await add(ann)).isDefault).toBe(true);
  });
});

describe('deleteAddress', () => {
  it('deletes and shows what it deleted, once', async () => {
    const ann = await users.registered();
    const { id } = await add(ann);
    expect((await mutate('delete', { id: id.toUpperCase() }, ann)).data.deleteAddress.address).toMatchObject({
      id,
      owner: { id: ann },
    });
    expect((await mutate('delete', { id }, ann)).data.deleteAddress.userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });
});

describe("somebody else's address", () => {
  it('is out of reach of every query, mutation and entity, and looks as if it did not exist', async () => {
    const [ann, bob] = [await users.registered(), await users.registered('Bob', 'Cee')];
    const { id } = await add(ann);
    const before = await users.database.address.findUniqueOrThrow({ where: { id } });
    const missing = { id: randomUUID(), version: 1 };

    expect(await update(bob, { id, version: 1, city: 'Mine' })).toEqual(
      await update(bob, { ...missing, city: 'Mine' }),
    );
    expect(await update(bob, { id, version: 1, isDefault: true })).toMatchObject({
      address: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
    expect((await mutate('delete', { id }, bob)).data).toEqual(
      (await mutate('delete', { id: missing.id }, bob)).data,
    );
    expect(await users.database.address.findUnique({ where: { id } })).toEqual(before);

    for (const identity of [testUser(bob), undefined]) {
      const representations = [
        { __typename: 'Address', id },
        { __typename: 'User', id: ann },
      ];
      const query = `query($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Address { id city owner { id } } ... on User { id addresses { edges { node { city } } } devices { totalCount } preferences { locale } phone }
      } }`;
      const { data, errors } = await users.query(query, { representations }, identity);
      expect(errors).toBeUndefined();
      expect(data._entities).toEqual([null, null]);
    }
    const paths = `{ user(id: "${ann}") { addresses { edges { node { id } } } } me { addresses { totalCount edges { node { id } } } } exportMyData }`;
    const { data } = await users.query(paths, {}, testUser(bob));
    expect(data.user).toBeNull();
    expect(data.me.addresses).toEqual({ totalCount: 0, edges: [] });
    expect(JSON.stringify(data)).not.toContain(id);
  });

  it('is there for the order service and for administrators', async () => {
    const ann = await users.registered();
    const { id } = await add(ann);
    const query = `{ _entities(representations: [{ __typename: "Address", id: "${id}" }]) { ... on Address { id recipient line1 line2 city state postalCode countryCode owner { id } } } }`;
    const { label: _label, ...postal } = HOME;
    for (const identity of [
      { kind: 'service', service: 'order' } as const,
      testUser(randomUUID(), 'ADMIN'),
    ]) {
      const { data } = await users.query(query, {}, identity);
      expect(data._entities).toEqual([{ id, ...postal, owner: { id: ann } }]);
    }
  });
});

describe('seedAddresses', () => {
  it('adds each address once and keeps the default that is there', async () => {
    const ann = await users.registered();
    await add(ann);
    const seeds = [1, 2].map(() => ({ ...HOME, id: randomUUID(), userId: ann, isDefault: false }));
    const second = { ...HOME, id: randomUUID(), userId: ann, isDefault: true };
    expect(await seedAddresses(users.databaseUrl, [...seeds, second])).toBe(2);
    expect(await seedAddresses(users.databaseUrl, seeds)).toBe(0);
    expect(await defaults(ann)).toBe(1);
  });
});
