import type { Identity } from './identity.js';
import { ANONYMOUS, ROLES, TIERS } from './identity.js';

/** The payload of the identity header: `sub` and `userId`, `email`, `role`, `tier`, `scope`, and our own `kind`. */
export type IdentityClaims = Readonly<Record<string, unknown>>;

/** Writes an identity as the claims of the identity header. */
export function toClaims(identity: Identity): IdentityClaims {
  switch (identity.kind) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'service':
      return { kind: 'service', sub: `service:${identity.service}` };
    case 'user':
      return {
        kind: 'user',
        sub: identity.userId,
        userId: identity.userId,
        email: identity.email,
        role: identity.role,
        tier: identity.tier,
        scope: identity.scope.join(' '),
        ...(identity.sessionId === undefined ? {} : { sid: identity.sessionId }),
        ...(identity.tokenId === undefined ? {} : { tokenId: identity.tokenId }),
        ...(identity.apiKeyId === undefined ? {} : { apiKeyId: identity.apiKeyId }),
        ...(identity.issuedAt === undefined ? {} : { tokenIssuedAt: identity.issuedAt }),
        ...(identity.expiresAt === undefined ? {} : { tokenExpiresAt: identity.expiresAt }),
      };
  }
}

/**
 * Reads claims of a verified identity header or access token as an identity.
 *
 * Unknown roles and tiers fall back to the least privileged one: a claim that we don't know grants nothing.
 * @returns `null` when the claims name nobody.
 */
export function fromClaims(claims: IdentityClaims): Identity | null {
  if (claims['kind'] === 'anonymous') return ANONYMOUS;
  const sub = text(claims['sub']);
  if (sub === undefined) return null;
  if (claims['kind'] === 'service') {
    return sub.startsWith('service:') ? { kind: 'service', service: sub.slice('service:'.length) } : null;
  }
  const sessionId = text(claims['sid']);
  const tokenId = text(claims['tokenId']) ?? text(claims['jti']);
  const apiKeyId = text(claims['apiKeyId']);
  const issuedAt = integer(claims['tokenIssuedAt']) ?? integer(claims['iat']);
  const expiresAt = integer(claims['tokenExpiresAt']) ?? integer(claims['exp']);
  return {
    kind: 'user',
    userId: sub,
    email: text(claims['email']) ?? '',
    role: ROLES.find((role) => role === claims['role']) ?? 'USER',
    tier: TIERS.find((tier) => tier === claims['tier']) ?? 'STANDARD',
    scope: scopes(claims['scope']),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(tokenId === undefined ? {} : { tokenId }),
    ...(apiKeyId === undefined ? {} : { apiKeyId }),
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** `scope` is a space-separated string (RFC 8693, section 4.2); some issuers send a list. */
function scopes(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '');
  if (Array.isArray(claim)) return claim.filter((scope) => typeof scope === 'string');
  return [];
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}

function integer(claim: unknown): number | undefined {
  return typeof claim === 'number' && Number.isInteger(claim) ? claim : undefined;
}
