import { createTestDatabase } from '@techally/database/testing';
import { hasRedis, startTestRedis } from '@techally/test-parts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMemoryRevocationList } from './memory-revocation-list.js';
import { createPostgresRevocationList } from './postgres-revocation-list.js';
import { createRedisRevocationList } from './redis-revocation-list.js';
import type { RevocationList } from './revocation-list.js';

type Implementation = [string, (now: () => number) => Promise<RevocationList>];

const inRedis: Implementation = [
  'in Redis',
  async (now) => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    return createRedisRevocationList({ url: redis.url, now });
  },
];

/** What all implementations promise. */
const implementations: Implementation[] = [
  ['in memory', (now) => Promise.resolve(createMemoryRevocationList({ now }))],
  [
    'in PostgreSQL',
    async (now) => {
      const database = await createTestDatabase('platform');
      onTestFinished(() => database.close());
      return createPostgresRevocationList({ databaseUrl: database.url, now });
    },
  ],
  ...(hasRedis() ? [inRedis] : []),
];

/** Some whole second of the future: the database has a clock of its own, for which entries must not have expired. */
const HOUR = 3_600_000;
const START = Math.ceil(Date.now() / 1_000) * 1_000 + HOUR;

describe.each(implementations)('a revocation list %s', (_, create) => {
  async function createList(): Promise<{ list: RevocationList; clock: { now: number } }> {
    const clock = { now: START };
    const list = await create(() => clock.now);
    onTestFinished(() => list.close());
    return { list, clock };
  }

  const expiresAt = new Date(START + HOUR);
  const claims = { jti: 't1', sid: 's1', sub: 'u1', iat: START / 1_000 };

  test('knows nothing of a token at first', async () => {
    const { list } = await createList();
    expect(list.isRevoked(claims)).toBe(false);
  });

  test.each([{ key: 'jti:t1' }, { key: 'sid:s1' }] as const)(
    '$key ends the token that carries it, and no other',
    async ({ key }) => {
      const { list } = await createList();
      await list.revoke({ key, expiresAt });
      expect(list.isRevoked(claims)).toBe(true);
      expect(list.isRevoked({ ...claims, jti: 't2', sid: 's2' })).toBe(false);
      // The kinds of keys do not mix: a user whose id is that of a session is another matter.
      expect(list.isRevoked({ jti: 's1', sid: 't1', sub: 't1', iat: 0 })).toBe(false);
    },
  );

  test('takes effect in this process before the promise resolves', async () => {
    const { list } = await createList();
    const stored = list.revoke({ key: 'jti:t1', expiresAt });
    expect(list.isRevoked(claims)).toBe(true);
    await stored;
  });

  test("ends a user's tokens that were issued before a moment, and keeps those issued at it or later", async () => {
    const { list } = await createList();
    await list.revoke({ key: 'sub:u1', issuedBefore: new Date(START), expiresAt });
    expect(list.isRevoked({ ...claims, iat: START / 1_000 - 1 })).toBe(true);
    expect(list.isRevoked({ ...claims, iat: START / 1_000 })).toBe(false);
    expect(list.isRevoked({ ...claims, sub: 'u2', iat: 0 })).toBe(false);
  });

  test.each([{}, { iat: Number.NaN }, { iat: '9999999999' }])(
    'takes a token that does not say when it was issued (%j) for an old one',
    async (iat) => {
      const { list } = await createList();
      await list.revoke({ key: 'sub:u1', issuedBefore: new Date(START), expiresAt });
      expect(list.isRevoked({ sub: 'u1', ...iat })).toBe(true);
    },
  );

  test('a token without any id is not taken for one whose id is "undefined"', async () => {
    const { list } = await createList();
    await list.revoke({ key: 'jti:undefined', expiresAt });
    expect(list.isRevoked({ sub: 'u1', iat: 0 })).toBe(false);
  });

  test('revoking again never takes anything back', async () => {
    const { list, clock } = await createList();
    const [early, late] = [new Date(START), new Date(START + 10_000)];
    await list.revoke({ key: 'sub:u1', issuedBefore: late, expiresAt });
    await list.revoke({ key: 'sub:u1', issuedBefore: early, expiresAt: new Date(START + 1_000) });
    clock.now = START + HOUR - 1;
    expect(list.isRevoked({ sub: 'u1', iat: START / 1_000 + 9 })).toBe(true);
    expect(list.isRevoked({ sub: 'u1', iat: START / 1_000 + 10 })).toBe(false);
  });

  test('forgets an entry when it expires', async () => {
    const { list, clock } = await createList();
    await list.revoke({ key: 'jti:t1', expiresAt });
    clock.now = START + HOUR - 1;
    expect(list.isRevoked(claims)).toBe(true);
    clock.now = START + HOUR;
    expect(list.isRevoked(claims)).toBe(false);
  });

  test('takes any text for an id', async () => {
    const { list } = await createList();
    const id = `"; DROP TABLE revocations; -- é\u{1f511}'`;
    await list.revoke({ key: `jti:${id}`, expiresAt });
    expect(list.isRevoked({ jti: id })).toBe(true);
  });

  test('may be closed twice, and goes on to answer from what it knew', async () => {
    const { list } = await createList();
    await list.revoke({ key: 'jti:t1', expiresAt });
    await list.close();
    await list.close();
    expect(list.isRevoked(claims)).toBe(true);
  });
});
