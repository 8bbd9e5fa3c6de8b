import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import type { AuthenticationOptions } from '../config/authentication-options.js';
import { ClientError } from '../errors/client-error.js';
import { detachText } from '../headers/detach-text.js';
import { WeightedCache } from '../pipeline/weighted-cache.js';
import { claimsToIdentity } from './claims-to-identity.js';
import { createReadCookieToken, createReadHeaderToken } from './read-access-token.js';
import type { TokenClaims, TokenVerifier } from './token-verifier.js';
import { refused } from './token-verifier.js';

export interface AuthenticateHooks {
  /** `null` when no issuer is configured: then access tokens mean nothing to the router, and are ignored. */
  readonly tokenVerifier: TokenVerifier | null;
  /** Asked for every token that holds, so it should answer from memory or a cache. Default: nothing is revoked. */
  readonly isRevoked?: ((claims: TokenClaims) => boolean | Promise<boolean>) | undefined;
  /** Finds who an API key belongs to; `null` for an unknown key. Default: API keys are ignored. */
  readonly resolveApiKey?: ((key: string) => Identity | null | Promise<Identity | null>) | undefined;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Who sends this request. A token in a header counts before an API key, and that before a token in a cookie, which
 * browsers send without being told to; without any of them the request is anonymous. Credentials that do not hold never
 * become "anonymous": their sender would take the answer for that of the account.
 *
 * @throws {ClientError} Thrown when the credentials do not hold, or when that cannot be found out.
 */
export type Authenticate = (headers: IncomingHttpHeaders) => Identity | Promise<Identity>;

/** Characters of a token that may be remembered. Longer ones are verified each time. */
const MAX_REMEMBERED_LENGTH = 8_192;
/** Tokens that are remembered, in characters of all of them together. */
const CACHE_WEIGHT = 16_000_000;
/** What a remembered token takes beside its text, in characters. */
const ENTRY_WEIGHT = 1_000;

export function createAuthenticate(
  options: Pick<AuthenticationOptions, 'token' | 'apiKeyHeader' | 'verificationLife'>,
  { tokenVerifier, isRevoked, resolveApiKey, now = Date.now }: AuthenticateHooks,
): Authenticate {
  const { token: place, apiKeyHeader, verificationLife } = options;
  const readHeaderToken = createReadHeaderToken(place);
  const readCookieToken = createReadCookieToken(place.cookie);
  const verified = new WeightedCache<VerifiedToken>(CACHE_WEIGHT);

  function identify(token: string, verifier: TokenVerifier): Identity | Promise<Identity> {
    const known = verified.get(token);
    return known !== undefined &&
      known.usableUntil > now() &&
      known.keyEdition === verifier.keyEdition(known.claims.iss)
      ? unlessRevoked(known.identity, known.claims, isRevoked)
      : verify(token, verifier);
  }

  async function verify(token: string, verifier: TokenVerifier): Promise<Identity> {
    const { claims, keyEdition } = await verifier.verify(token);
    const identity = claimsToIdentity(claims);
    if (identity === null) throw refused('TOKEN_INVALID', 'The access token names nobody.');
    const usableUntil = Math.min((claims.exp ?? 0) * 1000, now() + verificationLife);
    if (token.length <= MAX_REMEMBERED_LENGTH) {
      verified.set(
        detachText(token),
        { identity, claims, usableUntil, keyEdition },
        token.length + ENTRY_WEIGHT,
      );
    }
    return unlessRevoked(identity, claims, isRevoked);
  }

  return (headers) => {
    if (tokenVerifier !== null) {
      const token = readHeaderToken(headers);
      if (token === null) throw noToken(place);
      if (token !== undefined) return identify(token, tokenVerifier);
    }
    if (resolveApiKey !== undefined) {
      const apiKey = headers[apiKeyHeader];
      if (typeof apiKey === 'string' && apiKey !== '') return authenticateApiKey(apiKey, resolveApiKey);
    }
    if (tokenVerifier !== null && place.cookie !== undefined) {
      const token = readCookieToken(headers);
      if (typeof token === 'string') return identify(token, tokenVerifier);
    }
    return ANONYMOUS;
  };
}

function noToken({ header, scheme }: AuthenticationOptions['token']): ClientError {
  const form = scheme === '' ? '<token>' : `${scheme} <token>`;
  return refused('TOKEN_INVALID', `Send the access token as "${header}: ${form}".`);
}

interface VerifiedToken {
  readonly identity: Identity;
  readonly claims: TokenClaims;
  /** Milliseconds since the epoch: no later than the token's expiry. */
  readonly usableUntil: number;
  /** Of the keys that the token was verified with. */
  readonly keyEdition: number;
}

/**
 * The identity of a token that holds, unless it has been revoked, which is asked for every request. Most lists answer
 * from memory; then there is nothing to wait for.
 */
function unlessRevoked(
  identity: Identity,
  claims: TokenClaims,
  isRevoked: AuthenticateHooks['isRevoked'],
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
  resolveApiKey: NonNullable<AuthenticateHooks['resolveApiKey']>,
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
