import { describe, expect, it } from 'vitest';
import { accountLimit, loginLimits } from './attempt-keys.js';

const addressKey = (address: string) => loginLimits('a@b.co', address).address?.key;

describe('the keys of the login limits', () => {
  it('are one for all spellings of an e-mail address, bounded, and do not show it', () => {
    expect(accountLimit(' Ann@B.co').key).toBe(accountLimit('ann@b.co').key);
    expect(accountLimit('ann@b.co').key).not.toBe(accountLimit('anna@b.co').key);
    expect(accountLimit(`${'a'.repeat(10_000)}@b.co`).key.length).toBeLessThan(128);
    expect(accountLimit('ann@b.co').key).not.toContain('ann');
  });

  it('are one for an IPv4 address, also inside IPv6', () => {
    expect(addressKey('192.0.2.1')).toBe('login address 192.0.2.1');
    expect(addressKey('::ffff:192.0.2.1')).toBe('login address 192.0.2.1');
  });

  it('are one for an IPv6 network of 64 bits', () => {
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe('login address 2001:db8:1:2::/64');
    expect(addressKey('2001:DB8:1:2::ffff')).toBe('login address 2001:db8:1:2::/64');
    expect(addressKey('2001:0db8::1')).toBe('login address 2001:db8:0:0::/64');
    expect(addressKey('::1')).toBe('login address 0:0:0:0::/64');
    expect(addressKey('fe80::1%eth0')).toBe('login address fe80:0:0:0::/64');
  });

  it('are bounded for what is no address, and there is none when it is not known', () => {
    expect(addressKey('x'.repeat(1000))?.length).toBeLessThan(128);
    expect(loginLimits('a@b.co', null).address).toBeNull();
  });
});
