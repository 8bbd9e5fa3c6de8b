import type { IdentitySigner } from '@techally/identity';
import { IDENTITY_HEADER } from '@techally/identity';
import type { SubgraphHeaders } from '../engine/engine.js';

/**
 * The headers of every request to a subgraph. They are made here and nothing of the client's request is copied, so that
 * `authorization` stays inside the router and an identity header that a client invents goes nowhere.
 *
 * @param signer `null` when no secret is configured: then no identity is sent.
 */
export function createSubgraphHeaders(signer: IdentitySigner | null): SubgraphHeaders {
  return async ({ identity, requestId, clientAddress }, subgraph) => ({
    'x-request-id': requestId,
    ...(clientAddress === undefined ? {} : { 'x-forwarded-for': clientAddress }),
    ...(signer === null ? {} : { [IDENTITY_HEADER]: await signer.sign(identity, subgraph.name) }),
  });
}
