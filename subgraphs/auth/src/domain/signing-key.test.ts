import { describe, expect, it } from 'vitest';
import { LIFETIME } from './lifetimes.js';
import { nextActiveFrom, signingKeyAt, verifiesAt } from './signing-key.js';

const at = (time: number) => new Date(time);
const key = (kid: string, activeFrom: number, retiredAt: number | null = null) => ({
  kid,
  activeFrom: at(activeFrom),
  retiredAt: retiredAt === null ? null : at(retiredAt),
});

describe('signingKeyAt', () => {
  it('is the key that has begun and not retired, also when the next one begins in the same millisecond', () => {
    const keys = [key('old', 0, 1000), key('new', 1000)];
    expect(signingKeyAt(keys, at(999))?.kid).toBe('old');
    expect(signingKeyAt(keys, at(1000))?.kid).toBe('new');
    expect(signingKeyAt([key('old', 0, 0), key('new', 0)], at(0))?.kid).toBe('new');
  });

  it('is none before the first begins', () => {
    expect(signingKeyAt([key('next', 1)], at(0))).toBeUndefined();
  });
});

describe('verifiesAt', () => {
  it('goes on after a key retired until its last token has expired', () => {
    expect(verifiesAt(key('old', 0, 1000), at(1000 + LIFETIME.accessToken))).toBe(true);
    expect(verifiesAt(key('old', 0, 1000), at(1000 + 2 * LIFETIME.accessToken))).toBe(false);
    expect(verifiesAt(key('present', 0), at(10 * LIFETIME.signingKey))).toBe(true);
  });
});

describe('nextActiveFrom', () => {
  it('is now when there is no key', () => {
    expect(nextActiveFrom([], at(5))).toEqual(at(5));
  });

  it('is null while the newest key is young, or has not begun yet', () => {
    expect(nextActiveFrom([key('a', 0)], at(LIFETIME.signingKey - LIFETIME.signingKeyNotice - 1))).toBeNull();
    expect(
      nextActiveFrom([key('a', 0, 10), key('b', 10 + LIFETIME.signingKey)], at(LIFETIME.signingKey + 5)),
    ).not.toBeNull();
    expect(
      nextActiveFrom([key('a', 0), key('b', LIFETIME.signingKey)], at(LIFETIME.signingKey - 1)),
    ).toBeNull();
  });

  it('leaves time to publish the key before it signs, however late it is', () => {
    const late = 3 * LIFETIME.signingKey;
    expect(nextActiveFrom([key('a', 0)], at(late))).toEqual(at(late + LIFETIME.signingKeyNotice));
  });
});
