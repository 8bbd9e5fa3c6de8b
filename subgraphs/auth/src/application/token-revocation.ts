import { LIFETIME } from '../domain/lifetimes.js';
import type { RevocationList } from '@techally/revocation';

/** Makes access tokens void at once, in every process. */
export interface TokenRevocation {
  /** All access tokens of a session. */
  session(sessionId: string, now: Date): Promise<void>;
  /** One access token. `expiresAt` in seconds since the epoch. */
  token(tokenId: string, expiresAt: number): Promise<void>;
  /** All access tokens of an account that were issued before its claims changed. */
  claims(accountId: string, claimsValidFrom: Date): Promise<void>;
}

/** A token can be issued up to a second ahead (see `issuedAt`), and clocks differ. */
const MARGIN = 60_000;

export function createTokenRevocation(revocations: RevocationList): TokenRevocation {
  return {
    session: (sessionId, now) =>
      revocations.revoke({
        key: `sid:${sessionId}`,
        expiresAt: new Date(now.getTime() + LIFETIME.accessToken + MARGIN),
      }),
    token: (tokenId, expiresAt) =>
      revocations.revoke({ key: `jti:${tokenId}`, expiresAt: new Date(expiresAt * 1000 + MARGIN) }),
    claims: (accountId, validFrom) =>
      revocations.revoke({
        key: `sub:${accountId}`,
        issuedBefore: validFrom,
        expiresAt: new Date(validFrom.getTime() + LIFETIME.accessToken + MARGIN),
      }),
  };
}
