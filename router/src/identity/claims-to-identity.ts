import type { UserIdentity } from '@techally/identity';
import { fromClaims } from '@techally/identity';
import type { TokenClaims } from './token-verifier.js';

/**
 * The person that an access token stands for.
 *
 * `kind` and the claims beside it are the identity header's own: a token that brings them would otherwise make its
 * bearer one of our services. Only the registered claims of the token count.
 */
export function claimsToIdentity(claims: TokenClaims): UserIdentity | null {
  const identity = fromClaims({
    ...claims,
    kind: 'user',
    tokenId: undefined,
    tokenIssuedAt: undefined,
    tokenExpiresAt: undefined,
    apiKeyId: undefined,
  });
  return identity?.kind === 'user' ? identity : null;
}
