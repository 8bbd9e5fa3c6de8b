import type { Logger } from 'pino';
import type { RouterConfigInput } from './config/router-config.js';
import type { AuthenticateOptions } from './identity/authenticate.js';
import type { SubgraphTransport } from './transport/subgraph-transport.js';

/** Options of `createRouter`: all that a configuration file may hold, and what only code can give. */
export type RouterOptions = RouterConfigInput & CodeOptions;

export interface CodeOptions {
  /** The composed supergraph, as SDL. */
  readonly supergraphSdl: string;
  /** How subgraphs are reached. Default: HTTP to the URLs of the supergraph, with `subgraphTimeout`. */
  readonly transport?: SubgraphTransport | undefined;
  readonly isRevoked?: AuthenticateOptions['isRevoked'];
  readonly resolveApiKey?: AuthenticateOptions['resolveApiKey'];
  /** Default: warnings and errors to standard error, as JSON lines. */
  readonly logger?: Logger | undefined;
}
