import type { JWTPayload, JWTVerifyOptions } from 'jose';
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { AuthenticationOptions } from '../config/authentication-options.js';
import { ClientError } from '../errors/client-error.js';
import type { UnauthenticatedReason } from '../errors/router-errors.js';
import { keySetLoader } from './load-key-set.js';
import type { FindKey } from './reloading-key-set.js';
import { createReloadingKeySet, KeySetUnavailableError } from './reloading-key-set.js';

/** The claims of an access token whose signature, issuer, audience and times hold. */
export type TokenClaims = JWTPayload;

export interface TokenVerifier {
  /**
   * @throws {ClientError} Thrown with `UNAUTHENTICATED` when the token does not hold, and with `SERVICE_UNAVAILABLE`
   * when that cannot be found out.
   */
  verify(token: string): Promise<TokenClaims>;
}

/** Characters that a token may have: more than any real one, and little enough to be decoded for nothing. */
const MAX_TOKEN_LENGTH = 16_384;

/**
 * Verifies access tokens (JWT, RFC 7519) of the configured issuers.
 *
 * @returns `null` when there are no issuers: then nobody's tokens mean anything.
 */
export function createTokenVerifier(
  { issuers, clockTolerance }: Pick<AuthenticationOptions, 'issuers' | 'clockTolerance'>,
  now: () => number = Date.now,
): TokenVerifier | null {
  if (issuers.length === 0) return null;
  const byName = new Map(
    issuers.map((issuer) => {
      const { maxAge, coolDown, timeout } = issuer.jwks;
      const load = keySetLoader(issuer.jwks);
      const findKey = createReloadingKeySet({ load, maxAge, coolDown, timeout, now });
      const options: JWTVerifyOptions = {
        issuer: issuer.issuer,
        ...(issuer.audience === undefined ? {} : { audience: issuer.audience }),
        // An allow-list of asymmetric algorithms: `alg: none` is refused, and so is a public key used as an HMAC secret.
        algorithms: [...issuer.algorithms],
        clockTolerance: clockTolerance / 1000,
        // A token that never expires cannot be taken back.
        requiredClaims: ['exp', 'sub'],
      };
      return [issuer.issuer, { findKey, options }];
    }),
  );

  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) throw refused('TOKEN_INVALID', 'The access token is too long.');
      const issuer = byName.get(claimedIssuer(token));
      if (issuer === undefined)
        throw refused('TOKEN_ISSUER_UNKNOWN', 'The issuer of the access token is not known.');
      try {
        return await verifySignature(token, issuer.findKey, {
          ...issuer.options,
          currentDate: new Date(now()),
        });
      } catch (error) {
        if (error instanceof KeySetUnavailableError) {
          throw new ClientError('SERVICE_UNAVAILABLE', { headers: { 'retry-after': '1' }, cause: error });
        }
        throw error instanceof errors.JWTExpired
          ? refused('TOKEN_EXPIRED', 'The access token has expired.', error)
          : refused('TOKEN_INVALID', 'The access token is not valid.', error);
      }
    },
  };
}

/** The refusal of a token, with the challenge of RFC 6750, section 3. */
export function refused(reason: UnauthenticatedReason, message: string, cause?: unknown): ClientError {
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
  return new ClientError('UNAUTHENTICATED', { reason, message, headers, cause });
}

/** Read before anything is verified, only to choose the keys; `jwtVerify` checks the claim again. */
function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (error) {
    throw refused('TOKEN_INVALID', 'The access token is not valid.', error);
  }
}

async function verifySignature(
  token: string,
  findKey: FindKey,
  options: JWTVerifyOptions,
): Promise<TokenClaims> {
  try {
    return (await jwtVerify(token, findKey, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // The token names no key id and several keys would do: one of them must have signed it.
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (attempt) {
        if (!(attempt instanceof errors.JWSSignatureVerificationFailed)) throw attempt;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}
