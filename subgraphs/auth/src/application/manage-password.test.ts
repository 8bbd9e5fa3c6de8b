import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { PASSWORD, startAuth } from '../testing/start-auth.js';

const HOUR = 3600 * 1000;
const NEW = 'Another1X';

let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

describe('resetPassword', () => {
  async function requested() {
    const { id, email } = await auth.register();
    await auth.mutate('requestPasswordReset', { email });
    return { id, email, token: await auth.mailed('PasswordResetRequested', id) };
  }

  it('replaces the password once, ends all sessions at once, and tells the owner', async () => {
    const { id, email, token } = await requested();
    const sessions = [await auth.signIn(email), await auth.signIn(email)];
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: NEW }))).toEqual([]);
    for (const { accessToken, refreshToken } of sessions) {
      expect(await auth.isRevoked(accessToken)).toBe(true);
      expect(auth.codes(await auth.refresh(refreshToken))).toEqual(['TOKEN_INVALID']);
    }
    expect(auth.codes(await auth.login(email))).toEqual(['INVALID_CREDENTIALS']);
    const fresh = await auth.signIn(email, NEW);
    expect(await auth.isRevoked(fresh.accessToken)).toBe(false);
    expect((await auth.messages('PasswordChanged', id)).map(({ data }) => data)).toEqual([
      { userId: id, email },
    ]);
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: NEW }))).toEqual([
      'TOKEN_INVALID',
    ]);
  });

  it('lets one of two at once win', async () => {
    const { email, token } = await requested();
    const passwords = ['Winner001', 'Winner002'];
    const answers = await Promise.all(
      passwords.map((newPassword) => auth.mutate('resetPassword', { token, newPassword })),
    );
    expect(answers.flatMap((payload) => auth.codes(payload))).toEqual(['TOKEN_INVALID']);
    const logins = [await auth.login(email, passwords[0]), await auth.login(email, passwords[1])];
    expect(logins.map((payload) => auth.codes(payload).length)).toEqual(
      answers.map((payload) => auth.codes(payload).length),
    );
  });

  it('refuses a token after an hour, keeps the rule for passwords, and frees an account from failed attempts', async () => {
    const { id, email, token } = await requested();
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: 'weak' }))).toEqual([
      'INVALID_INPUT',
    ]);
    auth.clock.time += HOUR;
    expect(auth.codes(await auth.mutate('resetPassword', { token, newPassword: NEW }))).toEqual([
      'TOKEN_EXPIRED',
    ]);
    await auth.mutate('requestPasswordReset', { email });
    for (let attempt = 0; attempt < 11; attempt += 1) await auth.login(email, 'Wrong0000');
    const again = await auth.mailed('PasswordResetRequested', id);
    expect(auth.codes(await auth.mutate('resetPassword', { token: again, newPassword: NEW }))).toEqual([]);
    await auth.signIn(email, NEW);
  });
});

describe('changePassword', () => {
  it('replaces the password and ends all sessions but the own one', async () => {
    const { id, email } = await auth.register();
    const here = await auth.signIn(email);
    const elsewhere = await auth.signIn(email);
    await auth.mutate('requestPasswordReset', { email });
    const link = await auth.mailed('PasswordResetRequested', id);
    const input = { currentPassword: PASSWORD, newPassword: NEW };
    const changed = await auth.mutate('changePassword', input, 'user { id }', { identity: here.identity });
    expect(changed).toEqual({ user: { id }, userErrors: [] });
    expect(await auth.isRevoked(here.accessToken)).toBe(false);
    expect(auth.codes(await auth.refresh(here.refreshToken))).toEqual([]);
    expect(await auth.isRevoked(elsewhere.accessToken)).toBe(true);
    expect(auth.codes(await auth.refresh(elsewhere.refreshToken))).toEqual(['TOKEN_INVALID']);
    expect(auth.codes(await auth.mutate('resetPassword', { token: link, newPassword: NEW }))).toEqual([
      'TOKEN_INVALID',
    ]);
    expect(await auth.messages('PasswordChanged', id)).toHaveLength(1);
    await auth.signIn(email, NEW);
  });

  it('counts a wrong present password as an attempt at the account', async () => {
    const { email } = await auth.register();
    const { identity } = await auth.signIn(email);
    const change = () =>
      auth.mutate('changePassword', { currentPassword: 'Wrong0000', newPassword: NEW }, '', { identity });
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt += 1) answers.push(...auth.codes(await change()));
    expect(answers).toEqual([...Array<string>(10).fill('INVALID_CREDENTIALS'), 'TOO_MANY_ATTEMPTS']);
    expect(auth.codes(await auth.login(email))).toEqual(['TOO_MANY_ATTEMPTS']);
  });

  it('admits no login with the old password once it has answered, however many try meanwhile', async () => {
    const { email } = await auth.register();
    const { identity } = await auth.signIn(email);
    const racing = Array.from({ length: 8 }, () => auth.login(email));
    const changed = await auth.mutate('changePassword', { currentPassword: PASSWORD, newPassword: NEW }, '', {
      identity,
    });
    expect(changed.userErrors).toEqual([]);
    for (const payload of await Promise.all(racing)) {
      if (payload.refreshToken !== null)
        expect(auth.codes(await auth.refresh(payload.refreshToken))).toEqual(['TOKEN_INVALID']);
    }
  });

  it("refuses to change the password of another account with that one's password", async () => {
    const victim = await auth.register();
    const other = await auth.signIn((await auth.register()).email);
    const identity = { ...other.identity, email: victim.email };
    const input = { currentPassword: PASSWORD, newPassword: NEW };
    expect(auth.codes(await auth.mutate('changePassword', input, '', { identity }))).toEqual([
      'INVALID_CREDENTIALS',
    ]);
    await auth.signIn(victim.email);
  });
});
