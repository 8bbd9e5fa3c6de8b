import type { Identity, UserIdentity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import { describe, expect, it } from 'vitest';
import { createGrantedScopes } from './granted-scopes.js';

const API_KEY: UserIdentity = {
  kind: 'user',
  userId: '1',
  email: 'a@example.com',
  role: 'ADMIN',
  tier: 'STANDARD',
  scope: ['own'],
};
const granted = createGrantedScopes({ ADMIN: ['users:write', 'own'] });
const scopesOf = (identity: Identity) => [...granted(identity)];

describe('the scopes of an identity', () => {
  it('are those of its token and of its role', () => {
    expect(scopesOf({ ...API_KEY, tokenId: 't' })).toEqual(['own', 'users:write']);
    expect(scopesOf({ ...API_KEY, sessionId: 's' })).toEqual(['own', 'users:write']);
    expect(scopesOf({ ...API_KEY, expiresAt: 1 })).toEqual(['own', 'users:write']);
    expect(scopesOf({ ...API_KEY, tokenId: 't', role: 'USER' })).toEqual(['own']);
  });

  it('are those of the key alone for an API key, whatever role its owner has', () => {
    expect(scopesOf({ ...API_KEY, apiKeyId: 'k' })).toEqual(['own']);
    expect(scopesOf({ ...API_KEY, apiKeyId: 'k', expiresAt: 1 })).toEqual(['own']);
    expect(scopesOf(API_KEY)).toEqual(['own']);
  });

  it('are none for nobody, and for services', () => {
    expect(scopesOf(ANONYMOUS)).toEqual([]);
    expect(scopesOf({ kind: 'service', service: 'order' })).toEqual([]);
  });

  it('are put together once for an identity', () => {
    const identity = { ...API_KEY, tokenId: 't' };
    expect(granted(identity)).toBe(granted(identity));
  });
});
