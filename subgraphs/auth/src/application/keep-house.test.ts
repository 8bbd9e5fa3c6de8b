import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrismaHousekeeping } from '../adapters/prisma-housekeeping.js';
import type { AuthTestbed } from '../testing/start-auth.js';
import { startAuth } from '../testing/start-auth.js';
import { createHousekeeper } from './keep-house.js';
import type { KeyRing } from './key-ring.js';

const DAY = 24 * 3600 * 1000;

let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

describe('housekeeping', () => {
  it('deletes what is over for good, and nothing that still matters', async () => {
    const { id, email } = await auth.register();
    const old = await auth.signIn(email);
    await auth.login(`${randomUUID()}@example.com`, 'Wrong0000');
    auth.clock.time += 29 * DAY;
    const recent = await auth.signIn(email);
    auth.clock.time += 9 * DAY;
    let looked = 0;
    const keyRing = { publicKeys: async () => ({ keys: [], looked: (looked += 1) }) } as unknown as KeyRing;
    const sweep = createHousekeeper({
      housekeeping: createPrismaHousekeeping(auth.prisma),
      keyRing,
      now: () => new Date(auth.clock.time),
    });
    await sweep();
    expect(looked).toBe(1);
    const sessions = await auth.prisma.session.findMany({ where: { accountId: id } });
    expect(sessions.map((session) => session.id)).toEqual([recent.identity.sessionId]);
    expect(await auth.prisma.oneTimeToken.count()).toBe(0);
    expect(await auth.prisma.loginAttempt.count()).toBe(0);
    expect(auth.codes(await auth.refresh(old.refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.refresh(recent.refreshToken))).toEqual([]);
  });
});
