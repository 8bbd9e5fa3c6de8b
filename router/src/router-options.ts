import type { Logger } from 'pino';
import type { RouterConfigInput } from './config/router-config.js';
import type { AuthenticateHooks } from './identity/authenticate.js';
import type { PolicyOptions } from './authorization/policy.js';
import type { RouterHooks } from './hooks/router-hooks.js';
import type { SupergraphSource } from './supergraph/supergraph-source.js';
import type { SubgraphTransport } from './transport/subgraph-transport.js';

/** Options of `createRouter`: all that a configuration file may hold, and what only code can give. */
export type RouterOptions = Omit<RouterConfigInput, 'hooks'> & CodeOptions;

export interface CodeOptions {
  /** The composed supergraph: its SDL, or where it comes from and changes. */
  readonly supergraph?: string | SupergraphSource | undefined;
  /** The composed supergraph, as SDL; the same as `supergraph` with a text. One of both is required. */
  readonly supergraphSdl?: string | undefined;
  /** How subgraphs are reached. Default: HTTP to the URLs of the supergraph, with `subgraphTimeout`. */
  readonly transport?: SubgraphTransport | undefined;
  readonly isRevoked?: AuthenticateHooks['isRevoked'];
  readonly resolveApiKey?: AuthenticateHooks['resolveApiKey'];
  readonly policies?: PolicyOptions['policies'];
  readonly otherPolicies?: PolicyOptions['otherPolicies'];
  /** Code that sees and changes requests on their way, or the path of a module that exports it. */
  readonly hooks?: RouterHooks | string | undefined;
  /**
   * The clock that rate limits count by, in milliseconds since the epoch. Default: that of the server which keeps the
   * shared state, or of this process. Processes that share state must be given the same, or none.
   */
  readonly now?: (() => number) | undefined;
  /** Default: warnings and errors to standard error, as JSON lines. */
  readonly logger?: Logger | undefined;
}
