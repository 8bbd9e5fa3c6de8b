import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { createArgon2PasswordHasher, SECURE_COST } from './argon2-password-hasher.js';
import { parsePhc } from './phc-string.js';

const cheap = createArgon2PasswordHasher({ memory: 64, passes: 1, parallelism: 1 });

describe('the password hasher', () => {
  it('uses the recommended parameters unless told otherwise, and writes them into the hash', async () => {
    const stored = await createArgon2PasswordHasher().hash('Passw0rdX');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(parsePhc(stored)).toMatchObject(SECURE_COST);
  });

  it('takes the password, and no other', async () => {
    const stored = await cheap.hash('Passw0rdX');
    expect(await cheap.verify('Passw0rdX', stored)).toEqual({ matches: true, outdated: false });
    for (const wrong of ['passw0rdX', 'Passw0rdX ', '', 'Passw0rdX\0']) {
      expect(await cheap.verify(wrong, stored)).toEqual({ matches: false, outdated: false });
    }
  });

  it('takes a password however its accents are composed', async () => {
    expect(await cheap.verify('Ame\u0301lie1', await cheap.hash('Am\u00e9lie1'))).toMatchObject({
      matches: true,
    });
  });

  it('salts: one password has many hashes', async () => {
    expect(await cheap.hash('Passw0rdX')).not.toBe(await cheap.hash('Passw0rdX'));
  });

  it('verifies a hash of other parameters and asks to make it anew', async () => {
    const stored = await createArgon2PasswordHasher({ memory: 128, passes: 2, parallelism: 1 }).hash(
      'Passw0rdX',
    );
    expect(await cheap.verify('Passw0rdX', stored)).toEqual({ matches: true, outdated: true });
    expect(await cheap.verify('wrong', stored)).toEqual({ matches: false, outdated: false });
  });

  it('verifies a hash that another argon2 implementation made', async () => {
    // From the test vectors of the reference implementation: argon2id, version 0x13.
    const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await cheap.verify('password', stored)).toMatchObject({ matches: true });
  });

  it.each([null, '', 'x', '$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFh', '$2b$10$abc'])(
    'matches nothing with %j, at the same cost',
    async (stored) => {
      expect(await cheap.verify('Passw0rdX', stored)).toEqual({ matches: false, outdated: false });
    },
  );

  it('costs about the same whether or not there is a hash to compare with', async () => {
    const secure = createArgon2PasswordHasher();
    const stored = await secure.hash('Passw0rdX');
    const fastest = async (hash: string | null) => {
      const times: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const start = performance.now();
        await secure.verify('wrong', hash);
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const ratio = (await fastest(stored)) / (await fastest(null));
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  it('leaves the event loop free', async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const slow = createArgon2PasswordHasher({ memory: 32_768, passes: 4, parallelism: 1 });
    delay.enable();
    const start = performance.now();
    await slow.hash('Passw0rdX');
    delay.disable();
    // One hash blocks for its whole duration or not at all.
    expect(delay.max / 1e6).toBeLessThan((performance.now() - start) / 2);
  });
});
