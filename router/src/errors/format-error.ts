import type { Identity } from '@techally/identity';
import type { GraphQLFormattedError } from 'graphql';
import type { RouterErrorCode } from './router-errors.js';
import { ROUTER_ERRORS } from './router-errors.js';
import type { SubgraphErrorPolicy } from './subgraph-error-policy.js';
import { findSubgraphError } from './subgraph-error.js';

/**
 * The last stage that an error passes on its way out.
 *
 * - A subgraph's error has been reduced when it came in; `locations` refer to a query that the client never wrote, so they
 *   go.
 * - An error with a code is the client's own (syntax, validation, variables) and keeps its message and locations.
 * - Anything else is internal: the client learns that it happened, the log learns what (`isInternalError`).
 */
export function createFormatError(policy: SubgraphErrorPolicy) {
  return (formatted: GraphQLFormattedError, error: unknown, identity: Identity): GraphQLFormattedError => {
    const path = formatted.path === undefined ? {} : { path: formatted.path };
    const fromSubgraph = findSubgraphError(error);
    if (fromSubgraph !== undefined) {
      const serviceName = policy.namesSubgraphsTo(identity) ? { serviceName: fromSubgraph.subgraph } : {};
      return {
        message: formatted.message,
        ...path,
        extensions: { ...fromSubgraph.extensions, ...serviceName },
      };
    }
    const code = formatted.extensions?.['code'];
    if (typeof code !== 'string' || code === INTERNAL) {
      return { message: ROUTER_ERRORS[INTERNAL].message, ...path, extensions: { code: INTERNAL } };
    }
    const locations = formatted.locations === undefined ? {} : { locations: formatted.locations };
    return { message: formatted.message, ...locations, ...path, extensions: { code } };
  };
}

const INTERNAL = 'INTERNAL_SERVER_ERROR' satisfies RouterErrorCode;

/** Whether an error is the router's own failure, to be logged and not shown. */
export function isInternalError(error: { readonly extensions?: Readonly<Record<string, unknown>> }): boolean {
  if (findSubgraphError(error) !== undefined) return false;
  const code = error.extensions?.['code'];
  return code === undefined || code === INTERNAL;
}
