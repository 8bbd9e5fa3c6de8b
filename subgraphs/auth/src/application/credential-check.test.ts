import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { PASSWORD, startAuth } from '../testing/start-auth.js';

const SECOND = 1000;

let auth: AuthTestbed;

beforeAll(async () => {
  auth = await startAuth();
});

afterAll(async () => {
  await auth.stop();
});

describe('throttling of login', () => {
  it('refuses an account after 10 failures, the right password too, and admits it again after 15 minutes', async () => {
    const { email } = await auth.register();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(auth.codes(await auth.login(email, 'Wrong0000'))).toEqual(['INVALID_CREDENTIALS']);
    }
    expect(auth.codes(await auth.login(email))).toEqual(['TOO_MANY_ATTEMPTS']);
    auth.clock.time += 15 * 60 * SECOND + 1;
    await auth.signIn(email);
  });

  it('refuses an address without account in the same way', async () => {
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt += 1)
      answers.push(...auth.codes(await auth.login('no.one@example.com', 'Wrong0000')));
    expect(answers).toEqual([...Array<string>(10).fill('INVALID_CREDENTIALS'), 'TOO_MANY_ATTEMPTS']);
  });

  it('forgets the failures of an account when its password is given', async () => {
    const { email } = await auth.register();
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 9; attempt += 1) await auth.login(email, 'Wrong0000');
      await auth.signIn(email);
    }
  });

  it('refuses a network address after 50 failures, whatever accounts it tries, and no other', async () => {
    const address = '198.51.100.7';
    const { email } = await auth.register();
    const answers = [];
    for (let attempt = 0; attempt < 51; attempt += 1) {
      answers.push(...auth.codes(await auth.login(`${randomUUID()}@example.com`, 'Wrong0000', { address })));
    }
    expect(answers).toEqual([...Array<string>(50).fill('INVALID_CREDENTIALS'), 'TOO_MANY_ATTEMPTS']);
    expect(auth.codes(await auth.login(email, PASSWORD, { address }))).toEqual(['TOO_MANY_ATTEMPTS']);
    await auth.signIn(email);
  });

  it('verifies no more than the limit of 100 wrong passwords at once', async () => {
    const { email } = await auth.register();
    const answers = await Promise.all(Array.from({ length: 100 }, () => auth.login(email, 'Wrong0000')));
    const all = answers.flatMap((answer) => auth.codes(answer));
    expect(all.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(all.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(90);
  });

  it('refuses none of 60 right logins at once from one address, 20 of them to one account', async () => {
    const shared = await auth.register();
    const others = await Promise.all(Array.from({ length: 40 }, () => auth.register()));
    const emails = [...Array<string>(20).fill(shared.email), ...others.map(({ email }) => email)];
    const answers = await Promise.all(
      emails.map((email) => auth.login(email, PASSWORD, { address: '198.51.100.8' })),
    );
    expect(answers.flatMap((answer) => auth.codes(answer))).toEqual([]);
  });
});
