import { isActive, issuedAt } from '../domain/account.js';
import type { AccountStore } from '../ports/account-store.js';
import type { RevocationList } from '@techally/revocation';
import type { SessionStore } from '../ports/session-store.js';
import type { AccessClaims, AccessTokens } from './access-tokens.js';

/** What a valid access token says; null when it is not valid, for whatever reason (RFC 7662, section 2.2). */
export type TokenInspection = (token: string) => Promise<AccessClaims | null>;

export interface TokenInspectionDependencies {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly tokens: AccessTokens;
  readonly revocations: RevocationList;
}

export function createTokenInspection({
  accounts,
  sessions,
  tokens,
  revocations,
}: TokenInspectionDependencies): TokenInspection {
  return async (token) => {
    const claims = await tokens.verify(token);
    if (claims === null) return null;
    const revoked = revocations.isRevoked({
      sub: claims.userId,
      sid: claims.sessionId,
      jti: claims.tokenId,
      iat: claims.issuedAt,
    });
    if (revoked) return null;
    const [[account], session] = await Promise.all([
      accounts.findMany([claims.userId]),
      sessions.find(claims.sessionId),
    ]);
    if (account === undefined || session === null || session.revokedAt !== null || !isActive(account))
      return null;
    // Issued with claims that have changed since.
    if (claims.issuedAt < issuedAt(account, new Date(0))) return null;
    return claims;
  };
}
