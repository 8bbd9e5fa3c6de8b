import { randomUUID } from 'node:crypto';
import type { Identity } from '@techally/identity';
import { testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOME, startUserService, type TestUserService } from './testing/start-user-service.js';

let users: TestUserService;

beforeAll(async () => {
  users = await startUserService();
});
afterAll(() => users.stop());

describe('setPreferences', () => {
  const set = (input: object, identity: Identity) =>
    users.query(
      'mutation($input: SetPreferencesInput!) { setPreferences(input: $input) { preferences { emailNotifications smsNotifications pushNotifications marketing locale currency version } userErrors { field code } } }',
      { input },
      identity,
    );

  it('starts from the defaults and keeps what is left out', async () => {
    const ann = testUser(await users.registered());
    expect(
      (await set({ smsNotifications: true, currency: 'EUR', version: 0 }, ann)).data.setPreferences
        .preferences,
    ).toEqual({
      emailNotifications: true,
      smsNotifications: true,
      pushNotifications: true,
      marketing: false,
      locale: 'en-US',
      currency: 'EUR',
      version: 1,
    });
    const { preferences } = (await set({ locale: 'zh-Hant-TW', currency: null }, ann)).data.setPreferences;
    expect(preferences).toMatchObject({
      smsNotifications: true,
      locale: 'zh-Hant-TW',
      currency: null,
      version: 2,
    });
    expect((await users.query('{ me { preferences { locale } } }', {}, ann)).data.me.preferences).toEqual({
      locale: 'zh-Hant-TW',
    });
  });

  it('loses no change when several come at once', async () => {
    const userId = await users.registered();
    const ann = testUser(userId);
    await Promise.all(
      [
        { smsNotifications: true },
        { marketing: true },
        { emailNotifications: false },
        { locale: 'de-DE' },
      ].map((input) => set(input, ann)),
    );
    expect(await users.database.preferences.findUnique({ where: { userId } })).toMatchObject({
      smsNotifications: true,
      marketing: true,
      emailNotifications: false,
      locale: 'de-DE',
      version: 4,
    });
  });

  it.each([
    [{ locale: 'english' }, 'INVALID_INPUT', 'locale'],
    [{ currency: 'eur' }, 'INVALID_INPUT', 'currency'],
    [{ marketing: true, version: 5 }, 'VERSION_CONFLICT', 'version'],
  ])('refuses %j', async (input, code, field) => {
    const { data } = await set(input, testUser(await users.registered()));
    expect(data.setPreferences).toEqual({
      preferences: null,
      userErrors: [{ code, field: ['input', field] }],
    });
  });
});

describe('registerDevice', () => {
  const register = (input: object, identity: Identity) =>
    users.query(
      'mutation($input: RegisterDeviceInput!) { registerDevice(input: $input) { device { id platform name createdAt lastSeenAt } userErrors { field code } } }',
      { input },
      identity,
    );

  it('keeps one device for a token, and the same token of two accounts apart', async () => {
    const [ann, bob] = [testUser(await users.registered()), testUser(await users.registered())];
    const answers = await Promise.all([1, 2, 3].map(() => register({ token: 'abc', platform: 'IOS' }, ann)));
    expect(new Set(answers.map(({ data }) => data.registerDevice.device.id)).size).toBe(1);
    const renamed = (await register({ token: 'abc', platform: 'IOS', name: 'Phone' }, ann)).data
      .registerDevice.device;
    expect(renamed).toMatchObject({ id: answers[0]?.data.registerDevice.device.id, name: 'Phone' });
    expect((await register({ token: 'abc', platform: 'WEB' }, bob)).data.registerDevice.device.id).not.toBe(
      renamed.id,
    );
    const { data } = await users.query(
      '{ me { devices { totalCount edges { node { id name platform } } } } }',
      {},
      ann,
    );
    expect(data.me.devices).toEqual({
      totalCount: 1,
      edges: [{ node: { id: renamed.id, name: 'Phone', platform: 'IOS' } }],
    });
  });

  it('forgets the device that was not seen for the longest time beyond the fiftieth', async () => {
    const userId = await users.registered();
    const lastSeenAt = (index: number) => new Date(Date.UTC(2020, 0, 1 + index));
    await users.database.device.createMany({
      data: Array.from({ length: 50 }, (_, index) => ({
        id: randomUUID(),
        userId,
        token: `t${String(index)}`,
        platform: 'WEB',
        lastSeenAt: lastSeenAt(index),
      })),
    });
    await register({ token: 'new', platform: 'WEB' }, testUser(userId));
    const tokens = (await users.database.device.findMany({ where: { userId } })).map(
      (device) => device.token,
    );
    expect(tokens).toHaveLength(50);
    expect(tokens).toContain('new');
    expect(tokens).not.toContain('t0');
  });

  it('refuses a token without text', async () => {
    const { data } = await register({ token: ' ', platform: 'WEB' }, testUser(await users.registered()));
    expect(data.registerDevice.userErrors).toEqual([{ code: 'INVALID_INPUT', field: ['input', 'token'] }]);
  });
});

describe('exportMyData', () => {
  it('holds everything of the caller as plain JSON, and nothing of anybody else', async () => {
    const [ann, bob] = [await users.registered(), await users.registered('Bob', 'Cee')];
    await users.query(
      'mutation($input: AddAddressInput!) { addAddress(input: $input) { userErrors { code } } }',
      { input: HOME },
      testUser(ann),
    );
    await users.query(
      'mutation { registerDevice(input: { token: "secret", platform: ANDROID }) { userErrors { code } } }',
      {},
      testUser(ann),
    );
    await users.query(
      'mutation { setPreferences(input: { marketing: true }) { userErrors { code } } }',
      {},
      testUser(ann),
    );
    const { exportMyData } = (await users.query('{ exportMyData }', {}, testUser(ann))).data;
    expect(exportMyData).toMatchObject({
      profile: { userId: ann, firstName: 'Ann', createdAt: expect.stringMatching(/Z$/) },
      addresses: [{ ...HOME, userId: ann }],
      preferences: { marketing: true },
      devices: [{ token: 'secret', platform: 'ANDROID' }],
      exportedAt: expect.stringMatching(/Z$/),
    });
    const empty = (await users.query('{ exportMyData }', {}, testUser(bob))).data.exportMyData;
    expect(empty).toMatchObject({
      profile: { firstName: 'Bob' },
      addresses: [],
      preferences: null,
      devices: [],
    });
  });
});
