import { identityKey } from '../identity/identity-key.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import type { RequesterKeys } from './request-cache.js';

/** Headers by which somebody proves who they are: what is public is so for all of them. */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'x-api-key']);

/**
 * What of a request decides which kept answers it may get.
 *
 * Hooks may do with each request what they like: nothing is shared where they are, unless they say for whom they do the same
 * (`sharingKey`).
 */
export function requesterKeys(context: OperationContext): RequesterKeys {
  const { identity, forwardedHeaders, hookContext, clientAddress } = context;
  const hooks = hookContext === undefined ? '' : hookContext.sharingKey;
  const isOpaque = hooks === undefined;
  const headers = Object.entries(forwardedHeaders).sort(([one], [other]) => (one < other ? -1 : 1));
  const shared = headers.filter(([name]) => !CREDENTIALS.has(name));
  const isKnown = identity.kind !== 'anonymous' || headers.length > shared.length;
  const who = identityKey(identity);
  return {
    public: isOpaque ? null : JSON.stringify([shared, hooks]),
    private: isOpaque || !isKnown ? null : JSON.stringify([who, headers, hooks]),
    writer:
      identity.kind === 'user'
        ? `user ${identity.userId}`
        : JSON.stringify([who, headers, clientAddress ?? null]),
  };
}
