import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { OneTimeToken, OneTimeTokenPurpose, OneTimeTokenStore } from '../ports/one-time-token-store.js';
import { hashToken } from './opaque-token.js';

/**
 * The stored token that a link carries. Refuses with `TOKEN_INVALID` (unknown, used, or for something else) or
 * `TOKEN_EXPIRED`. Whether it is used up by somebody else in the meantime shows when it is redeemed.
 */
export async function requireToken(
  tokens: OneTimeTokenStore,
  {
    token,
    purpose,
    now,
  }: { readonly token: string; readonly purpose: OneTimeTokenPurpose; readonly now: Date },
): Promise<OneTimeToken> {
  const stored = await tokens.find(hashToken(token));
  if (stored?.purpose !== purpose || stored.usedAt !== null) refuseToken();
  if (stored.expiresAt <= now)
    refuse(ErrorCode.TOKEN_EXPIRED, 'The token is too old. Ask for a new one.', 'token');
  return stored;
}

export function refuseToken(): never {
  refuse(ErrorCode.TOKEN_INVALID, 'The token is unknown or was used already.', 'token');
}
