import type { Identity } from '@techally/identity';
import { clientNetwork } from './client-network.js';

/** Who a request is counted for. */
export interface LimitedRequester {
  readonly identity: Identity;
  readonly clientAddress: string | undefined;
}

/** Equal for requests that are counted together: those with one API key, of one account, or from one client's network. */
export function rateLimitKey({ identity, clientAddress }: LimitedRequester): string {
  if (identity.kind !== 'user') return `address:${clientNetwork(clientAddress ?? '')}`;
  return identity.apiKeyId === undefined ? `account:${identity.userId}` : `api-key:${identity.apiKeyId}`;
}
