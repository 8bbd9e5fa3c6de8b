import type { Identity } from '@techally/identity';
import type { Logger } from 'pino';

/** What is known about one operation beside its text; made once per request and handed through all stages. */
export interface OperationContext {
  readonly identity: Identity;
  readonly requestId: string;
  /** IP address of the client, which subgraphs see as `x-forwarded-for`. */
  readonly clientAddress: string | undefined;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal | undefined;
  /** Writes the request id with every line. */
  readonly logger: OperationLogger;
}

export type OperationLogger = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
