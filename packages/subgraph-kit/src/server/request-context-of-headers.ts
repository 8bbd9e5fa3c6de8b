import { randomUUID } from 'node:crypto';
import type { Identity } from '@techally/identity';
import type { RequestContext } from './request-context.js';

/**
 * The context of a request whose identity header held. The other headers are believed for that reason alone:
 * only the router and our own services can make such a header.
 */
export function requestContext(
  identity: Identity,
  headers: Readonly<Record<string, string | undefined>>,
): RequestContext {
  return {
    identity,
    requestId: headers['x-request-id'] ?? randomUUID(),
    clientAddress: headers['x-forwarded-for']?.split(',')[0]?.trim() ?? null,
    userAgent: headers['user-agent'] ?? null,
  };
}
