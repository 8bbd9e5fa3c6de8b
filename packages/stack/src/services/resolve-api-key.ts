import type { Identity } from '@techally/identity';
import { fromClaims } from '@techally/identity';
import type { InternalClient } from '@techally/subgraph-kit';

interface Answer {
  readonly apiKeyIdentity: Readonly<Record<string, unknown>> | null;
}

const QUERY =
  'query($key: String!) { apiKeyIdentity(key: $key) { apiKeyId sub: userId email role tier scope: scopes } }';

/** Asks the auth service whose API key it is; null when it is nobody's. For a router in a process of its own. */
export function createApiKeyResolver(internal: InternalClient): (key: string) => Promise<Identity | null> {
  return async (key) => {
    const { apiKeyIdentity } = await internal.ask<Answer>('auth', QUERY, { key });
    return apiKeyIdentity === null ? null : fromClaims(apiKeyIdentity);
  };
}
