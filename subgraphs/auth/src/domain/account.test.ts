import { describe, expect, it } from 'vitest';
import { claimsValidFrom, greetingName, issuedAt, normalizeEmail } from './account.js';

describe('claimsValidFrom', () => {
  it('is after every token that was issued up to now, and not after the next one', () => {
    for (const time of [0, 1, 999, 1000, 1_700_000_000_000, 1_700_000_000_999]) {
      const now = new Date(time);
      const validFrom = claimsValidFrom(now);
      expect(issuedAt({ claimsValidFrom: null }, now) * 1000).toBeLessThan(validFrom.getTime());
      expect(issuedAt({ claimsValidFrom: validFrom }, now) * 1000).toBe(validFrom.getTime());
      expect(validFrom.getTime() - time).toBeLessThanOrEqual(1000);
    }
  });
});

describe('issuedAt', () => {
  it('is the present second once the change is over', () => {
    expect(issuedAt({ claimsValidFrom: new Date(5000) }, new Date(7999))).toBe(7);
  });
});

describe('normalizeEmail', () => {
  it('has one spelling for each address', () => {
    expect(normalizeEmail(' Ann@B.CO\n')).toBe('ann@b.co');
  });
});

describe('greetingName', () => {
  it('falls back to what stands before the @', () => {
    expect(greetingName({ firstName: 'Ann', email: 'a@b.co' })).toBe('Ann');
    expect(greetingName({ firstName: null, email: 'clara@b.co' })).toBe('clara');
  });
});
