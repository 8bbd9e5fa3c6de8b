import type { RouterConfig } from './config/router-config.js';
import type { MakeSubgraphHeaders } from './engine/engine-options.js';
import { POLICY_HEADERS } from './entity-cache/told-policy.js';
import { collectReplyHeaders } from './headers/collect-reply-headers.js';
import { createRequestHeaderRules } from './headers/request-header-rules.js';
import { createResponseHeaderRules } from './headers/response-header-rules.js';
import { sendWithHooks } from './hooks/send-with-hooks.js';
import type { RouterHooks } from './hooks/router-hooks.js';
import type { DescribeRequester } from './identity/describe-requester.js';
import { createDescribeRequester } from './identity/describe-requester.js';
import { createSubgraphHeaders } from './identity/subgraph-headers.js';
import { createDeduplicatingTransport } from './transport/deduplicate-requests.js';
import { createHttpTransport } from './transport/http-transport.js';
import type { SubgraphTransport } from './transport/subgraph-transport.js';

export interface WayToSubgraphsOptions {
  readonly config: RouterConfig;
  readonly hooks: RouterHooks | undefined;
  /** One that was given to the router; it outlives configurations. */
  readonly givenTransport: SubgraphTransport | undefined;
}

/** What of a client's request reaches subgraphs, how, and what of their answers comes back. */
export interface WayToSubgraphs {
  readonly describeRequester: DescribeRequester;
  readonly subgraphHeaders: MakeSubgraphHeaders;
  readonly transport: SubgraphTransport;
  /** Whether several clients may get one answer. A cookie is for the client whose request it answers. */
  readonly sharesAnswers: boolean;
  close(): Promise<void>;
}

export function createWayToSubgraphs({
  config,
  hooks,
  givenTransport,
}: WayToSubgraphsOptions): WayToSubgraphs {
  const { token, apiKeyHeader } = config.authentication;
  const headerRules = createRequestHeaderRules(config.headers, [token.header, apiKeyHeader]);
  const responseRules = createResponseHeaderRules(config.headers);
  const sharesAnswers = responseRules?.propagatesCookies !== true;

  const policyHeaders = config.cache.enabled ? POLICY_HEADERS : [];
  const sender =
    givenTransport ??
    createHttpTransport({
      timeout: config.subgraphTimeout,
      replyHeaders:
        hooks?.onSubgraphResponse === undefined ? [...(responseRules?.names ?? []), ...policyHeaders] : 'all',
    });
  let transport = sender;
  if (config.deduplicate.subgraphQueries && sharesAnswers)
    transport = createDeduplicatingTransport(transport);
  if (hooks !== undefined) transport = sendWithHooks(hooks, transport);
  if (responseRules !== undefined) transport = collectReplyHeaders(transport);

  return {
    describeRequester: createDescribeRequester({ headerRules, responseRules, hasHooks: hooks !== undefined }),
    subgraphHeaders: createSubgraphHeaders({ secret: config.identity?.secret, headerRules }),
    transport,
    sharesAnswers,
    async close() {
      if (givenTransport === undefined) await sender.close?.();
    },
  };
}
