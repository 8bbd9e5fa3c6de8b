import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import { ClientError } from '../errors/client-error.js';
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
}

/**
 * Who sends this request. A bearer token counts before an API key; without either the request is anonymous. Credentials
 * that do not hold never become "anonymous": their sender would take the answer for that of the account.
 *
 * @throws {ClientError} Thrown when the credentials do not hold, or when that cannot be found out.
 */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Identity>;

export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  return async (headers) => {
    const { authorization } = headers;
    if (options.tokenVerifier !== null && authorization !== undefined && authorization !== '') {
      return authenticateToken(authorization, options.tokenVerifier, options.isRevoked);
    }
    const apiKey = headers['x-api-key'];
    if (options.resolveApiKey !== undefined && typeof apiKey === 'string' && apiKey !== '') {
      return authenticateApiKey(apiKey, options.resolveApiKey);
    }
    return ANONYMOUS;
  };
}

async function authenticateToken(
  authorization: string,
  verifier: TokenVerifier,
  isRevoked: AuthenticateOptions['isRevoked'],
): Promise<Identity> {
  const token = /^Bearer +([^ ]+) *$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw refused('TOKEN_INVALID', 'Send the access token as "Authorization: Bearer <token>".');
  const claims = await verifier.verify(token);
  const identity = claimsToIdentity(claims);
  if (identity === null) throw refused('TOKEN_INVALID', 'The access token names nobody.');
  if (await ask(() => isRevoked?.(claims) ?? false)) {
    throw refused('TOKEN_REVOKED', 'The access token has been revoked.');
  }
  return identity;
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

/** A hook that fails says nothing about the credentials; the request is refused, but not as unauthenticated. */
async function ask<T>(hook: () => T | Promise<T>): Promise<T> {
  try {
    return await hook();
  } catch (error) {
    if (error instanceof ClientError) throw error;
    throw new ClientError('SERVICE_UNAVAILABLE', { headers: { 'retry-after': '1' }, cause: error });
  }
}
