import type { Identity } from '@techally/identity';
import { clientNetwork } from './client-network.js';

/** Who a request is counted for. */
export interface LimitedRequester {
  readonly identity: Identity;
  readonly clientAddress: string | undefined;
}

export type RateLimitTier = 'anonymous' | 'authenticated' | 'premium';

/** `null` for our own services, which are never limited. */
export function rateLimitTier(identity: Identity): RateLimitTier | null {
  switch (identity.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'user':
      return identity.tier === 'PREMIUM' ? 'premium' : 'authenticated';
    case 'service':
      return null;
  }
}

/** Equal for requests that are counted together: those with one API key, of one account, or from one client's network. */
export function rateLimitKey({ identity, clientAddress }: LimitedRequester): string {
  if (identity.kind !== 'user') return `address:${clientNetwork(clientAddress ?? '')}`;
  return identity.apiKeyId === undefined ? `account:${identity.userId}` : `api-key:${identity.apiKeyId}`;
}
