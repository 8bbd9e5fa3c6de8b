import { createIdentitySigner, IDENTITY_HEADER } from '@techally/identity';
import type { MakeSubgraphHeaders } from '../engine/engine-options.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import { WeightedCache } from '../pipeline/weighted-cache.js';
import type { SubgraphHeaders } from '../transport/subgraph-transport.js';
import type { RequestHeaderRules } from '../headers/request-header-rules.js';
import { identityKey } from './identity-key.js';

export interface SubgraphHeadersOptions {
  /** Shared with the subgraphs; `undefined` to send no identity. */
  readonly secret: string | undefined;
  readonly headerRules: Pick<RequestHeaderRules, 'apply'>;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
}

/** Seconds that a signed header is valid for. The signer hands it out for the first half of them. */
const SIGNATURE_LIFE = 60;
/** Milliseconds that a header is used after the signer has handed it out; it then has a quarter of its life left. */
const SIGNATURE_USE = (SIGNATURE_LIFE / 4) * 1000;
/** Signed headers that are kept at the same time. */
const MAX_SIGNATURES = 10_000;

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
  const signer = createIdentitySigner({ secret, ttlSeconds: SIGNATURE_LIFE, now });
  const signatures = new WeightedCache<{ readonly header: string; readonly usableUntil: number }>(
    MAX_SIGNATURES,
  );

  return (context, { name }) => {
    const key = `${name}\n${identityKey(context.identity)}`;
    const time = now();
    const kept = signatures.get(key);
    if (kept !== undefined && kept.usableUntil > time) return headers(context, name, kept.header);
    return signer.sign(context.identity, name).then((header) => {
      signatures.set(key, { header, usableUntil: time + SIGNATURE_USE }, 1);
      return headers(context, name, header);
    });
  };
}
