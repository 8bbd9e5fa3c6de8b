import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import type { RequestHeaderRules } from '../headers/request-header-rules.js';
import type { ResponseHeaderRules } from '../headers/response-header-rules.js';
import { HookContext } from '../hooks/hook-context.js';
import type { Requester } from '../pipeline/request-context.js';
import { identityKey } from './identity-key.js';

/** What the HTTP front knows of a request's sender. */
export interface Sender {
  readonly headers: IncomingHttpHeaders;
  readonly clientAddress: string | undefined;
  readonly requestId: string;
  /** What hooks have been told about the request so far. */
  readonly hookContext?: HookContext | undefined;
}

/** Puts together who asks, with the headers of the request that go to subgraphs. */
export type DescribeRequester = (identity: Identity, sender: Sender) => Requester;

export interface DescribeRequesterOptions {
  readonly headerRules: RequestHeaderRules;
  readonly responseRules: ResponseHeaderRules | undefined;
  /** Whether there are hooks, so that each request needs a context for them. */
  readonly hasHooks: boolean;
}

const NO_HEADERS: Readonly<Record<string, string>> = {};

export function createDescribeRequester({
  headerRules,
  responseRules,
  hasHooks,
}: DescribeRequesterOptions): DescribeRequester {
  const { readsHeaders } = headerRules;
  let alone = 0;

  return (identity, { headers, clientAddress, requestId, hookContext: known }) => {
    const forwardedHeaders = readsHeaders ? headerRules.pick(headers) : NO_HEADERS;
    // Subgraphs see the request id. One that the client chose may mean something to them; one of ours means nothing.
    const ownId = headers['x-request-id'] === requestId ? requestId : '';
    // No part can hold a line break: header values cannot (RFC 9110, section 5.5), and JSON escapes it.
    let sharingKey = `${identityKey(identity)}\n${clientAddress ?? ''}\n${ownId}`;
    if (readsHeaders) sharingKey += `\n${JSON.stringify(forwardedHeaders)}`;
    let hookContext: HookContext | undefined;
    if (hasHooks) {
      hookContext = known ?? new HookContext(requestId, clientAddress);
      hookContext.identity = identity;
      // Hooks may do with each request what they like, unless they say for which ones they do the same.
      sharingKey += `\n${JSON.stringify(hookContext.sharingKey ?? ++alone)}`;
    }
    const replyHeaders = responseRules?.collect();
    return {
      identity,
      clientAddress,
      clientHeaders: headers,
      forwardedHeaders,
      requestId,
      hookContext,
      replyHeaders,
      sharingKey,
    };
  };
}
