import type { IncomingHttpHeaders } from 'node:http';
import type { AnswerPolicy } from '../entity-cache/answer-policy.js';
import type { CollectedHeaders } from '../headers/response-header-rules.js';
import type { HookContext } from '../hooks/hook-context.js';
import type { Identity } from '@techally/identity';
import type { Logger } from 'pino';
import type { Cancellation } from '../cancellation/cancellation.js';

/** What is known about one operation beside its text; made once per execution and handed through all stages. */
export interface OperationContext {
  readonly identity: Identity;
  readonly requestId: string;
  /** IP address of the client, which subgraphs see as `x-forwarded-for`. */
  readonly clientAddress: string | undefined;
  /** All headers of the client's request; `undefined` when code of this process asks. */
  readonly clientHeaders?: IncomingHttpHeaders | undefined;
  /** The client's headers that the rules of `headers` read, by lower-case name. */
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /** What of subgraphs' headers goes into the answer; `undefined` where nothing does. */
  readonly replyHeaders: CollectedHeaders | undefined;
  /** What hooks know of the request; `undefined` where there are none. */
  readonly hookContext: HookContext | undefined;
  /**
   * What beside text and variables an answer may depend on: identity, address, forwarded headers, a request id of the
   * client's own, and which mutations have ended. Operations of equal keys may share what they fetch.
   */
  readonly sharingKey: string;
  /** Collects for how long the answer may be kept; `undefined` when nobody asks. */
  readonly answerPolicy?: AnswerPolicy | undefined;
  /** Cancelled when nobody waits for the answer any more. */
  readonly cancellation: Cancellation | undefined;
  /** Writes the request id with every line. Made when it is first read. */
  readonly logger: OperationLogger;
}

export type OperationLogger = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
