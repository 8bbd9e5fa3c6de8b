import { jwtVerify } from 'jose';
import { fromClaims } from './identity-claims.js';
import { IDENTITY_ISSUER, identityKey } from './identity-signer.js';
import type { Identity } from './identity.js';

export interface IdentityVerifier {
  /**
   * The identity that the header vouches for.
   * @throws {IdentityHeaderError} Thrown when the header is missing, unsigned, stale or meant for another subgraph.
   */
  verify(header: string | undefined): Promise<Identity>;
}

export interface IdentityVerifierOptions {
  readonly secret: string;
  /** The name of the subgraph that verifies; headers for others are refused. */
  readonly audience: string;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

/** Thrown when a request did not come through the router: it carries no identity header that holds. */
export class IdentityHeaderError extends Error {
  readonly code = 'IDENTITY_HEADER_INVALID';
}

/** Seconds by which the clocks of two machines may differ. */
const CLOCK_TOLERANCE = 5;
const MAX_CACHED_HEADERS = 10_000;

/** Verifies identity headers; one that held is remembered until it expires, since the router sends it many times. */
export function createIdentityVerifier(options: IdentityVerifierOptions): IdentityVerifier {
  const key = identityKey(options.secret);
  const now = options.now ?? Date.now;
  const known = new Map<string, { readonly identity: Identity; readonly expiresAt: number }>();

  return {
    async verify(header) {
      if (header === undefined || header === '')
        throw new IdentityHeaderError('The identity header is missing.');
      const cached = known.get(header);
      if (cached !== undefined && cached.expiresAt > now()) return cached.identity;
      try {
        const { payload } = await jwtVerify(header, key, {
          algorithms: ['HS256'],
          issuer: IDENTITY_ISSUER,
          audience: options.audience,
          clockTolerance: CLOCK_TOLERANCE,
          currentDate: new Date(now()),
          requiredClaims: ['exp'],
        });
        // The header's own `iat` and `exp` say nothing of the access token's.
        const { iat: _iat, exp: _exp, ...claims } = payload;
        const identity = fromClaims(claims);
        if (identity === null) throw new IdentityHeaderError('The identity header names nobody.');
        if (known.size >= MAX_CACHED_HEADERS) known.clear();
        known.set(header, { identity, expiresAt: ((payload.exp ?? 0) + CLOCK_TOLERANCE) * 1000 });
        return identity;
      } catch (error) {
        if (error instanceof IdentityHeaderError) throw error;
        throw new IdentityHeaderError('The identity header does not hold.', { cause: error });
      }
    },
  };
}
