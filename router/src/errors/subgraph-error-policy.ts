import type { Identity } from '@techally/identity';
import type { GraphQLFormattedError } from 'graphql';
import type { ErrorOptions } from '../config/error-options.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import { ROUTER_ERRORS } from './router-errors.js';

/** What a client may see of an error, beside its path. */
export interface ToldError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Decides what of the errors that concern subgraphs leaves the router. */
export interface SubgraphErrorPolicy {
  /** An error that a subgraph reported; it may have any form. */
  reported(subgraph: string, error: Partial<GraphQLFormattedError>): ToldError;
  /** A request to a subgraph that failed: `SubrequestError`, or anything else. */
  failed(subgraph: string, error: unknown): ToldError;
  /** Whether a requester may learn which subgraph an error comes from. */
  namesSubgraphsTo(identity: Identity): boolean;
}

const REDACTED = 'A service reported an error.';

/**
 * Query text, variables, stack traces and `extensions.http` (with which a subgraph could set the status and headers of the
 * router's answer) are dropped here, where errors enter, whatever engine runs. A stable `code` always passes.
 */
export function createSubgraphErrorPolicy(options: ErrorOptions): SubgraphErrorPolicy {
  const { subgraphs, includeServiceName } = options;
  const redacts = (subgraph: string) =>
    (subgraphs[subgraph]?.subgraphMessages ?? options.subgraphMessages) === 'redact';

  return {
    reported(subgraph, { message, extensions }) {
      const allowed = subgraphs[subgraph]?.allowedExtensions ?? options.allowedExtensions;
      return {
        message: redacts(subgraph) ? REDACTED : messageOf(subgraph, message),
        extensions: passedExtensions(extensions, allowed),
      };
    },
    failed(subgraph, error) {
      const known = error instanceof SubrequestError ? error : undefined;
      const code = known?.code ?? 'SUBREQUEST_FAILED';
      const message = redacts(subgraph)
        ? ROUTER_ERRORS[code].message
        : (known?.message ?? `Subgraph "${subgraph}" could not be asked.`);
      return { message, extensions: { code } };
    },
    namesSubgraphsTo(identity) {
      if (typeof includeServiceName === 'string') return includeServiceName === 'always';
      const { scopes } = includeServiceName;
      return identity.kind === 'user' && identity.scope.some((scope) => scopes.includes(scope));
    },
  };
}

function messageOf(subgraph: string, message: unknown): string {
  return typeof message === 'string' && message !== ''
    ? message
    : `Subgraph "${subgraph}" reported an error without a message.`;
}

function passedExtensions(reported: unknown, allowed: readonly string[]): Readonly<Record<string, unknown>> {
  const extensions = isRecord(reported) ? reported : {};
  const code = extensions['code'];
  const passed: Record<string, unknown> = {
    code: typeof code === 'string' ? code : 'DOWNSTREAM_SERVICE_ERROR',
  };
  for (const key of allowed) {
    if (Object.hasOwn(extensions, key) && extensions[key] !== undefined) passed[key] = extensions[key];
  }
  return passed;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
