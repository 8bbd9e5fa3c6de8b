import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import type { OperationTypeNode } from 'graphql';

/**
 * Decides about a policy that the supergraph names in `@policy`. It is asked before anything is planned, at most once per
 * policy and request. Only `true` allows; who throws or rejects does not, and the log says why. The request waits for
 * the answer, so that a policy that asks other services should set a time limit of its own.
 */
export type Policy = (request: PolicyRequest) => boolean | Promise<boolean>;

export interface PolicyRequest {
  /** The name as `@policy` has it. */
  readonly policy: string;
  readonly identity: Identity;
  /** Those of the client's HTTP request, by lower-case name; empty when code of this process asks. */
  readonly headers: IncomingHttpHeaders;
  /** IP address of the client. */
  readonly clientAddress: string | undefined;
  readonly requestId: string;
  readonly operationName: string | undefined;
  readonly operationKind: `${OperationTypeNode}`;
  /** As the client sent them: neither checked nor with their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Policies that code gives to a router. */
export interface PolicyOptions {
  /** By name. Default: none. */
  readonly policies?: Readonly<Record<string, Policy>> | undefined;
  /** Decides about all that `policies` does not name. Default: they do not allow anything. */
  readonly otherPolicies?: Policy | undefined;
}
