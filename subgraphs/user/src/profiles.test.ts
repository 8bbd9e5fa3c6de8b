import { randomUUID } from 'node:crypto';
import { createMessage, UserDeleted, UserRegistered } from '@techally/contracts';
import type { Identity } from '@techally/identity';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOME, startUserService, type TestUserService } from './testing/start-user-service.js';

const admin = testUser(randomUUID(), 'ADMIN');
const authService: Identity = { kind: 'service', service: 'auth' };

let users: TestUserService;

beforeAll(async () => {
  users = await startUserService();
});
afterAll(() => users.stop());

const registered = (userId: string) =>
  createMessage(UserRegistered, {
    aggregateId: userId,
    data: { userId, email: 'ann@example.com', firstName: ' Ann ', lastName: 'Bee' },
  });
const deleted = (userId: string) => createMessage(UserDeleted, { aggregateId: userId, data: { userId } });

describe('updateProfile', () => {
  const update = (input: object, identity?: Identity) =>
    users.query(
      'mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { user { firstName lastName phone profileVersion } userErrors { field code } } }',
      { input },
      identity,
    );

  it('changes what is given, trims it, and removes a phone number that is null', async () => {
    const ann = testUser(await users.registered());
    expect(
      (await update({ version: 1, firstName: ' Anna ', phone: '+1 (555) 010-99' }, ann)).data.updateProfile,
    ).toEqual({
      user: { firstName: 'Anna', lastName: 'Bee', phone: '+1 (555) 010-99', profileVersion: 2 },
      userErrors: [],
    });
    expect((await update({ version: 2, phone: null }, ann)).data.updateProfile.user).toMatchObject({
      firstName: 'Anna',
      phone: null,
    });
  });

  it.each([
    [{ firstName: 'A' }, 'INVALID_INPUT', 'firstName'],
    [{ firstName: ' A ' }, 'INVALID_INPUT', 'firstName'],
    [{ lastName: 'x'.repeat(51) }, 'INVALID_INPUT', 'lastName'],
    [{ lastName: 'Be\u0000e' }, 'INVALID_INPUT', 'lastName'],
    [{ phone: 'call me' }, 'INVALID_INPUT', 'phone'],
    [{ version: 9, firstName: 'Anna' }, 'VERSION_CONFLICT', 'version'],
  ])('refuses %j', async (input, code, field) => {
    const { data } = await update({ version: 1, ...input }, testUser(await users.registered()));
    expect(data.updateProfile).toEqual({ user: null, userErrors: [{ code, field: ['input', field] }] });
  });

  it('is refused without a profile and without a user', async () => {
    expect(
      (await update({ version: 0, firstName: 'Anna' }, testUser(randomUUID()))).data.updateProfile.userErrors,
    ).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect((await update({ version: 0 })).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('createProfile', () => {
  const create = (input: object, identity?: Identity) =>
    users.query(
      'mutation($input: CreateProfileInput!) { createProfile(input: $input) { user { id firstName } userErrors { field code } } }',
      { input },
      identity,
    );

  it('makes a profile once, and leaves one that is there as it is', async () => {
    const userId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => create({ userId, firstName: 'Ann', lastName: 'Bee' }, authService)),
    );
    for (const { data } of answers)
      expect(data.createProfile).toEqual({ user: { id: userId, firstName: 'Ann' }, userErrors: [] });
    await users.bus.deliver(registered(userId));
    expect(
      (await create({ userId, firstName: 'Eve', lastName: 'Bee' }, authService)).data.createProfile.user
        .firstName,
    ).toBe('Ann');
    expect(await users.database.profile.count({ where: { userId } })).toBe(1);
  });

  it('is for services only', async () => {
    const userId = randomUUID();
    for (const identity of [testUser(userId), admin, undefined]) {
      const { errors } = await create({ userId, firstName: 'Ann', lastName: 'Bee' }, identity);
      expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
    expect(await users.database.profile.count({ where: { userId } })).toBe(0);
  });

  it('checks what it is given', async () => {
    const { data } = await create({ userId: 'x', firstName: ' A ', lastName: '' }, authService);
    expect(data.createProfile.userErrors.map((error: { field: string[] }) => error.field[1])).toEqual([
      'userId',
      'firstName',
      'lastName',
    ]);
  });

  it('is hidden from the public graph', () => {
    const { sdl } = users.service.subgraph;
    expect(sdl).toMatch(/createProfile\([\s\S]*?\): CreateProfilePayload! @inaccessible/);
    expect(sdl).toContain('input CreateProfileInput @inaccessible');
    expect(sdl).toContain('type CreateProfilePayload @inaccessible');
  });
});

describe('UserRegistered and UserDeleted', () => {
  it('make the profile that createProfile could not make', async () => {
    const userId = randomUUID();
    await users.bus.deliver(registered(userId));
    expect((await users.query('{ me { firstName } }', {}, testUser(userId))).data.me).toEqual({
      firstName: 'Ann',
    });
  });

  it('delete every row of the account, and nothing brings it back', async () => {
    const [userId, other] = [randomUUID(), await users.registered()];
    const ann = testUser(userId);
    await users.bus.deliver(registered(userId));
    for (const identity of [ann, testUser(other)]) {
      await users.query(
        'mutation($input: AddAddressInput!) { addAddress(input: $input) { userErrors { code } } }',
        { input: HOME },
        identity,
      );
      await users.query(
        'mutation { setPreferences(input: { marketing: true }) { userErrors { code } } }',
        {},
        identity,
      );
      await users.query(
        'mutation { registerDevice(input: { token: "t", platform: WEB }) { userErrors { code } } }',
        {},
        identity,
      );
    }
    await users.bus.deliver(deleted(userId));
    await users.bus.deliver(deleted(userId));

    const where = { userId };
    const { profile, address, preferences, device } = users.database;
    const left = [
      await profile.count({ where }),
      await address.count({ where }),
      await preferences.count({ where }),
      await device.count({ where }),
    ];
    expect(left).toEqual([0, 0, 0, 0]);
    expect(await users.database.address.count({ where: { userId: other } })).toBe(1);

    await users.bus.deliver(registered(userId));
    const again =
      'mutation($input: CreateProfileInput!) { createProfile(input: $input) { userErrors { code } } }';
    const { data } = await users.query(
      again,
      { input: { userId, firstName: 'Ann', lastName: 'Bee' } },
      authService,
    );
    expect(data.createProfile.userErrors).toEqual([{ code: 'INVALID_STATE' }]);
    expect((await users.query('{ me { id } }', {}, ann)).data.me).toBeNull();
    expect(
      (await users.query('mutation { setPreferences(input: {}) { userErrors { code } } }', {}, ann)).data
        .setPreferences.userErrors,
    ).toEqual([{ code: 'INVALID_STATE' }]);
    const profileOf = `{ _entities(representations: [{ __typename: "PublicProfile", id: "${userId}" }]) { ... on PublicProfile { displayName } } }`;
    expect((await users.query(profileOf)).data._entities).toEqual([{ displayName: 'Former customer' }]);
  });

  it('leave nothing behind when they race', async () => {
    const ids = Array.from({ length: 10 }, () => randomUUID());
    await Promise.all(
      ids.flatMap((userId) => [users.bus.deliver(registered(userId)), users.bus.deliver(deleted(userId))]),
    );
    expect(await users.database.profile.count({ where: { userId: { in: ids } } })).toBe(0);
  });
});
