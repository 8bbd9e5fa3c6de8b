import { randomUUID } from 'node:crypto';
import type { Role, Tier } from '@techally/identity';
import { fromClaims, ROLE_SCOPES } from '@techally/identity';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Account } from '../domain/account.js';
import { LIFETIME } from '../domain/lifetimes.js';
import { ALGORITHM } from './key-ring.js';
import type { KeyRing } from './key-ring.js';

/** The `iss` claim of our access tokens when the options name no other. */
export const DEFAULT_ISSUER = 'https://auth.techally.local';
/** The `aud` claim of our access tokens. */
export const AUDIENCE = 'techally';

/** What a valid access token says. */
export interface AccessClaims {
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly scope: readonly string[];
  readonly sessionId: string;
  readonly tokenId: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Makes and reads access tokens: JWTs of one hour (RFC 9068). */
export interface AccessTokens {
  /** `issuedAt` in seconds, as `issuedAt()` of the account says. */
  sign(account: Account, session: { readonly id: string; readonly issuedAt: number }): Promise<string>;
  /** Null when it is not ours, expired, or meant for somebody else. Knows nothing of revocations. */
  verify(token: string): Promise<AccessClaims | null>;
}

export interface AccessTokensDependencies {
  readonly keyRing: KeyRing;
  readonly issuer: string;
  readonly now: () => Date;
}

export function createAccessTokens({ keyRing, issuer, now }: AccessTokensDependencies): AccessTokens {
  return {
    async sign({ id, email, role, tier }, session) {
      const { kid, key } = await keyRing.signer();
      return new SignJWT({
        userId: id,
        email,
        role,
        tier,
        scope: ROLE_SCOPES[role].join(' '),
        sid: session.id,
      })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject(id)
        .setJti(randomUUID())
        .setIssuedAt(session.issuedAt)
        .setExpirationTime(session.issuedAt + LIFETIME.accessToken / 1000)
        .sign(key);
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => requireKey(kid === undefined ? null : await keyRing.verifier(kid)),
          {
            algorithms: [ALGORITHM],
            issuer,
            audience: AUDIENCE,
            currentDate: now(),
            requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
          },
        );
        const identity = fromClaims(payload);
        if (identity?.kind !== 'user') return null;
        const {
          userId,
          email,
          role,
          tier,
          scope,
          sessionId = '',
          tokenId = '',
          issuedAt = 0,
          expiresAt = 0,
        } = identity;
        return { userId, email, role, tier, scope, sessionId, tokenId, issuedAt, expiresAt };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

function requireKey<Key>(key: Key | null): Key {
  if (key === null) throw new errors.JWKSNoMatchingKey();
  return key;
}
