import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import { ClientError } from '../errors/client-error.js';
import { WeightedCache } from '../pipeline/weighted-cache.js';
import { claimsToIdentity } from './claims-to-identity.js';
import type { TokenClaims, TokenVerifier } from './token-verifier.js';
import { refused } from './token-verifier.js';

export interface AuthenticateOptions {
  /** `null` when no issuer is configured: then `authorization` means nothing to the router, and is ignored. */
  readonly tokenVerifier: TokenVerifier | null;
  /** Asked for every token that holds, so it should answer from memory or a cache. Default: nothing is revoked. */
  readonly isRevoked?: ((claims: TokenClaims) => boolean | Promise<boolean>) | undefined;
  /** Finds who an API key belongs to; `null` for an unknown key. Default: `x-api-key` is ignored. */
  readonly resolveApiKey?: ((key: string) => Identity | null | Promise<Identity | null>) | undefined;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Milliseconds for which a token that held is not verified again. A key that its issuer has withdrawn counts so much
 * longer.
 */
const VERIFICATION_LIFE = 60_000;

/**
 * Who sends this request. A bearer token counts before an API key; without either the request is anonymous. Credentials
 * that do not hold never become "anonymous": their sender would take the answer for that of the account.
 *
 * @throws {ClientError} Thrown when the credentials do not hold, or when that cannot be found out.
 */
export type Authenticate = (headers: IncomingHttpHeaders) => Identity | Promise<Identity>;

/** Characters of `authorization` that a remembered token may have. Longer ones are verified each time. */
const MAX_REMEMBERED_LENGTH = 8_192;
/** Tokens that are remembered, in characters of all of them together. */
const CACHE_WEIGHT = 16_000_000;
/** What a remembered token takes beside its text, in characters. */
const ENTRY_WEIGHT = 1_000;

export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const { tokenVerifier, isRevoked, resolveApiKey, now = Date.now } = options;
  const verified = new WeightedCache<VerifiedToken>(CACHE_WEIGHT);

  async function verifyToken(authorization: string, verifier: TokenVerifier): Promise<Identity> {
    const token = /^Bearer +([^ ]+) *$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw refused('TOKEN_INVALID', 'Send the access token as "Authorization: Bearer <token>".');
    const claims = await verifier.verify(token);
    const identity = claimsToIdentity(claims);
    if (identity === null) throw refused('TOKEN_INVALID', 'The access token names nobody.');
    const usableUntil = Math.min((claims.exp ?? 0) * 1000, now() + VERIFICATION_LIFE);
    if (authorization.length <= MAX_REMEMBERED_LENGTH) {
      const entry = { identity, claims, usableUntil };
      verified.set(authorization, entry, authorization.length + ENTRY_WEIGHT);
    }
    return unlessRevoked(identity, claims, isRevoked);
  }

  return (headers) => {
    const { authorization } = headers;
    if (tokenVerifier !== null && authorization !== undefined && authorization !== '') {
      const known = verified.get(authorization);
      if (known !== undefined && known.usableUntil > now())
        return unlessRevoked(known.identity, known.claims, isRevoked);
      return verifyToken(authorization, tokenVerifier);
    }
    const apiKey = headers['x-api-key'];
    if (resolveApiKey !== undefined && typeof apiKey === 'string' && apiKey !== '')
      return authenticateApiKey(apiKey, resolveApiKey);
    return ANONYMOUS;
  };
}

interface VerifiedToken {
  readonly identity: Identity;
  readonly claims: TokenClaims;
  /** Milliseconds since the epoch: no later than the token's expiry. */
  readonly usableUntil: number;
}

/**
 * The identity of a token that holds, unless it has been revoked, which is asked for every request. Most lists answer
 * from memory; then there is nothing to wait for.
 */
function unlessRevoked(
  identity: Identity,
  claims: TokenClaims,
  isRevoked: AuthenticateOptions['isRevoked'],
): Identity | Promise<Identity> {
  if (isRevoked === undefined) return identity;
  const decide = (revoked: boolean): Identity => {
    if (revoked) throw refused('TOKEN_REVOKED', 'The access token has been revoked.');
    return identity;
  };
  let answer: boolean | Promise<boolean>;
  try {
    answer = isRevoked(claims);
  } catch (error) {
    throw cannotTell(error);
  }
  return typeof answer === 'boolean' ? decide(answer) : ask(() => answer).then(decide);
}

async function authenticateApiKey(
  apiKey: string,
  resolveApiKey: NonNullable<AuthenticateOptions['resolveApiKey']>,
): Promise<Identity> {
  const identity = await ask(() => resolveApiKey(apiKey));
  if (identity !== null) return identity;
  throw new ClientError('UNAUTHENTICATED', {
    reason: 'API_KEY_INVALID',
    message: 'The API key is not valid.',
    headers: { 'www-authenticate': 'ApiKey' },
  });
}

async function ask<T>(hook: () => T | Promise<T>): Promise<T> {
  try {
    return await hook();
  } catch (error) {
    throw cannotTell(error);
  }
}

/** A hook that fails says nothing about the credentials; the request is refused, but not as unauthenticated. */
function cannotTell(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  return new ClientError('SERVICE_UNAVAILABLE', { headers: { 'retry-after': '1' }, cause: error });
}
