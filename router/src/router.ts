import type { Identity } from '@techally/identity';
import type { FormattedExecutionResult } from 'graphql';
import type { RouterConfigInput } from './config/router-config.js';
import type { Eviction } from './entity-cache/entity-cache.js';

/** A router that has loaded its supergraph. */
export interface Router {
  /**
   * Opens the port. GraphQL is at `${url}/graphql`, the sandbox at `${url}/`.
   * @param address Default: `host` and `port` of the options; port 0 takes any free one.
   * @throws {StartError} Thrown with `PORT_IN_USE` when another program listens there.
   */
  listen(address?: ListenAddress): Promise<Listening>;
  /** Handles an HTTP request in process, without a port: everything that a request by network goes through. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Executes an operation for code of this process, which says itself who is asking. */
  execute(operation: ExecuteOperation, options?: ExecuteOptions): Promise<ExecuteResult>;
  /**
   * Puts another configuration in place, at once and for all requests that begin later; requests in flight finish with
   * the old one. `port` and `host` count only when the router begins to listen.
   * @throws {StartError} Thrown when it is not valid; then nothing changes.
   */
  reconfigure(config: RouterConfigInput): Promise<void>;
  /**
   * Forgets what is kept of subgraphs' answers (`cache`), in this process: no request that begins later is answered from it.
   * @returns How many root fields and entities were forgotten.
   */
  evict(eviction: Eviction): number;
  /** Takes no more requests, waits up to 10 s for those in flight, and gives back everything. */
  close(): Promise<void>;
}

export interface ListenAddress {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
}

export interface Listening {
  /** Such as `http://127.0.0.1:4000`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
}

export interface ExecuteOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

export interface ExecuteOptions {
  /** Who is asking; it is not verified. Default: nobody (anonymous). */
  readonly identity?: Identity | undefined;
  /** Default: a new one. */
  readonly requestId?: string | undefined;
  readonly clientAddress?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ExecuteResult extends FormattedExecutionResult {
  /** The HTTP status that the answer would have had. */
  readonly status: number;
}
