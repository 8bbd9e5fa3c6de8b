import { createIdentitySigner, IDENTITY_HEADER } from '@techally/identity';
import type { MakeSubgraphHeaders } from '../engine/engine-options.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import type { SubgraphHeaders } from '../transport/subgraph-transport.js';
import type { RequestHeaderRules } from '../headers/request-header-rules.js';

export interface SubgraphHeadersOptions {
  /** Shared with the subgraphs; `undefined` to send no identity. */
  readonly secret: string | undefined;
  readonly headerRules: Pick<RequestHeaderRules, 'apply'>;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

/**
 * The headers of every request to a subgraph. They are made here: of the client's own, only those that the rules of the
 * configuration (`headers`) name are copied, so that `authorization` stays inside the router unless it is named, and an
 * identity header that a client invents goes nowhere.
 */
export function createSubgraphHeaders({
  secret,
  headerRules,
  now = Date.now,
}: SubgraphHeadersOptions): MakeSubgraphHeaders {
  function headers(context: OperationContext, subgraph: string, identity?: string): SubgraphHeaders {
    const values: Record<string, string> = {};
    headerRules.apply(subgraph, context, values);
    values['x-request-id'] = context.requestId;
    if (context.clientAddress !== undefined) values['x-forwarded-for'] = context.clientAddress;
    if (identity !== undefined) values[IDENTITY_HEADER] = identity;
    return { values, sharingKey: context.sharingKey };
  }

  if (secret === undefined) return (context, { name }) => headers(context, name);
  const signer = createIdentitySigner({ secret, now });
  return (context, { name }) => headers(context, name, signer.sign(context.identity, name));
}
