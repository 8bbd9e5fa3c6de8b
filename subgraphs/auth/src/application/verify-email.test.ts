import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { startAuth } from '../testing/start-auth.js';

const HOUR = 3600 * 1000;

let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

describe('verifyEmail', () => {
  it('verifies the address once', async () => {
    const { id } = await auth.register();
    const token = await auth.mailed('EmailVerificationRequested', id);
    const verified = await auth.mutate('verifyEmail', { token }, 'user { id emailVerified }');
    expect(verified).toEqual({ user: { id, emailVerified: true }, userErrors: [] });
    expect(auth.codes(await auth.mutate('verifyEmail', { token }))).toEqual(['TOKEN_INVALID']);
  });

  it('refuses a token after 24 hours, and an unknown one, and one for another purpose', async () => {
    const { id, email } = await auth.register();
    const token = await auth.mailed('EmailVerificationRequested', id);
    await auth.mutate('requestPasswordReset', { email });
    const reset = await auth.mailed('PasswordResetRequested', id);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: reset }))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: 'never-issued' }))).toEqual([
      'TOKEN_INVALID',
    ]);
    auth.clock.time += 24 * HOUR;
    expect(auth.codes(await auth.mutate('verifyEmail', { token }))).toEqual(['TOKEN_EXPIRED']);
  });

  it('lets a newer token void the older ones', async () => {
    const { id, email } = await auth.register();
    const first = await auth.mailed('EmailVerificationRequested', id);
    expect(await auth.mutate('resendVerification', { email }, 'accepted')).toEqual({
      accepted: true,
      userErrors: [],
    });
    const second = await auth.mailed('EmailVerificationRequested', id);
    expect(second).not.toBe(first);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: first }))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.mutate('verifyEmail', { token: second }))).toEqual([]);
  });
});

describe('requests for a mail', () => {
  it.each([
    ['resendVerification', 'EmailVerificationRequested', 1],
    ['requestPasswordReset', 'PasswordResetRequested', 0],
  ])('%s answers alike for known and unknown addresses, after the same time', async (name, type, before) => {
    const { id, email } = await auth.register();
    const timed = async (address: string) => {
      const start = performance.now();
      return {
        payload: await auth.mutate(name, { email: address }, 'accepted'),
        took: performance.now() - start,
      };
    };
    const known = await timed(email);
    const unknown = await timed('nobody@example.com');
    expect(known.payload).toEqual({ accepted: true, userErrors: [] });
    expect(unknown.payload).toEqual(known.payload);
    expect(Math.min(known.took, unknown.took)).toBeGreaterThanOrEqual(29);
    expect(await auth.messages(type, id)).toHaveLength(before + 1);
  });

  it('go to one mailbox 5 times an hour, without saying so', async () => {
    const { id, email } = await auth.register();
    for (let request = 0; request < 7; request += 1) {
      expect(await auth.mutate('requestPasswordReset', { email }, 'accepted')).toEqual({
        accepted: true,
        userErrors: [],
      });
    }
    expect(await auth.messages('PasswordResetRequested', id)).toHaveLength(5);
    auth.clock.time += HOUR + 1;
    await auth.mutate('requestPasswordReset', { email });
    expect(await auth.messages('PasswordResetRequested', id)).toHaveLength(6);
  });

  it('are refused to a network address that asks for many mailboxes', async () => {
    const ask = () =>
      auth.mutate('requestPasswordReset', { email: `${randomUUID()}@example.com` }, '', {
        address: '203.0.113.5',
      });
    const answers = await Promise.all(Array.from({ length: 35 }, ask));
    expect(answers.flatMap((payload) => auth.codes(payload))).toEqual(
      Array<string>(5).fill('TOO_MANY_ATTEMPTS'),
    );
  });

  it('send nothing for locked accounts, nor verify what is verified', async () => {
    const { id, email } = await auth.register();
    await auth.prisma.account.update({ where: { id }, data: { emailVerifiedAt: new Date() } });
    await auth.mutate('resendVerification', { email });
    await auth.prisma.account.update({ where: { id }, data: { lockedAt: new Date() } });
    await auth.mutate('requestPasswordReset', { email });
    expect(await auth.messages('EmailVerificationRequested', id)).toHaveLength(1);
    expect(await auth.messages('PasswordResetRequested', id)).toHaveLength(0);
  });
});
