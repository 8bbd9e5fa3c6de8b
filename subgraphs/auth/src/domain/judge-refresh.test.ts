import { describe, expect, it } from 'vitest';
import { judgeRefresh } from './judge-refresh.js';
import { LIFETIME } from './lifetimes.js';

const used = new Date(1_000_000);
const later = (milliseconds: number) => new Date(used.getTime() + milliseconds);
const far = later(LIFETIME.refreshToken);
const session = { id: 's', accountId: 'a', expiresAt: far, revokedAt: null };
const unused = { id: 'u', expiresAt: far, usedAt: null };
const spent = { id: 't', expiresAt: far, usedAt: used };

describe('judgeRefresh', () => {
  it.each([
    ['rotate', 'an unused token', { session, token: unused, successor: null }, 0],
    [
      'repeat',
      'a token used a moment ago whose successor is unused',
      { session, token: spent, successor: unused },
      LIFETIME.refreshGrace,
    ],
    [
      'reused',
      'a token used longer ago',
      { session, token: spent, successor: unused },
      LIFETIME.refreshGrace + 1,
    ],
    ['reused', 'a token whose successor was used', { session, token: spent, successor: spent }, 1],
    ['reused', 'a token whose successor is gone', { session, token: spent, successor: null }, 1],
    [
      'expired',
      'a token of its last moment',
      { session, token: unused, successor: null },
      LIFETIME.refreshToken,
    ],
    [
      'ended',
      'any token of an ended session',
      { session: { ...session, revokedAt: used }, token: unused, successor: null },
      0,
    ],
  ] as const)('says "%s" of %s', (verdict, _what, presented, after) => {
    expect(judgeRefresh(presented, later(after))).toBe(verdict);
  });
});
