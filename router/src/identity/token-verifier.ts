import type { CryptoKey, FlattenedJWSInput, JWSHeaderParameters, JWTPayload, JWTVerifyOptions } from 'jose';
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { AuthenticationOptions } from '../config/authentication-options.js';
import { ClientError } from '../errors/client-error.js';
import type { UnauthenticatedReason } from '../errors/router-errors.js';
import { keySetLoader } from './load-key-set.js';
import { createReloadingKeySet, KeySetUnavailableError } from './reloading-key-set.js';

type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** The claims of an access token whose signature, issuer, audience and times hold. */
export type TokenClaims = JWTPayload;

export interface TokenVerifier {
  /**
   * @throws {ClientError} Thrown with `UNAUTHENTICATED` when the token does not hold, and with `SERVICE_UNAVAILABLE`
   * when that cannot be found out.
   */
  verify(token: string): Promise<VerifiedClaims>;
  /**
   * Which keys of an issuer count now: what was verified when the number was the same still holds, but for the times of
   * the token.
   */
  keyEdition(issuer: string | undefined): number;
}

export interface VerifiedClaims {
  readonly claims: TokenClaims;
  /** Of the keys that the token was verified with, or an older one. */
  readonly keyEdition: number;
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
      const keySet = createReloadingKeySet({ load, maxAge, coolDown, timeout, now });
      const options: JWTVerifyOptions = {
        issuer: issuer.issuer,
        ...(issuer.audience === undefined ? {} : { audience: issuer.audience }),
        // An allow-list of asymmetric algorithms: `alg: none` is refused, and so is a public key used as an HMAC secret.
        algorithms: [...issuer.algorithms],
        clockTolerance: clockTolerance / 1000,
        // A token that never expires cannot be taken back.
        requiredClaims: ['exp', 'sub'],
      };
      return [issuer.issuer, { keySet, options }];
    }),
  );

  return {
    keyEdition: (issuer) => byName.get(issuer ?? '')?.keySet.edition() ?? 0,

    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) throw refused('TOKEN_INVALID', 'The access token is too long.');
      const issuer = byName.get(claimedIssuer(token));
      if (issuer === undefined)
        throw refused('TOKEN_ISSUER_UNKNOWN', 'The issuer of the access token is not known.');
      const { keySet } = issuer;
      // Never that of keys which come while the signature is verified.
      let keyEdition = keySet.edition();
      const findKey: FindKey = async (header, jws) => {
        const { key, edition } = await keySet.find(header, jws);
        keyEdition = edition;
        return key;
      };
      try {
        const options = { ...issuer.options, currentDate: new Date(now()) };
        return { claims: await verifySignature(token, findKey, options), keyEdition };
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
