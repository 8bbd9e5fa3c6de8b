import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import type { Logger } from 'pino';
import type { CollectedHeaders } from '../headers/response-header-rules.js';
import type { HookContext } from '../hooks/hook-context.js';
import type { Cancellation } from '../cancellation/cancellation.js';
import type { OperationContext, OperationLogger } from './operation-context.js';

/** Who asks, and from where: all that answers may depend on beside operation and variables. */
export interface Requester {
  readonly identity: Identity;
  readonly clientAddress: string | undefined;
  readonly clientHeaders?: IncomingHttpHeaders | undefined;
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** `undefined` where there are no hooks. */
  readonly hookContext?: HookContext | undefined;
  /** What of subgraphs' headers goes into the answer; `undefined` where nothing does. */
  readonly replyHeaders?: CollectedHeaders | undefined;
  /** Equal for requesters who would get equal answers. It has the same number of lines for all requests to a router. */
  readonly sharingKey: string;
}

/**
 * The context of one execution. The logger is made when it is first read: most operations need none, and it would cost
 * more than the rest of the context.
 */
export class RequestContext implements OperationContext {
  readonly identity: Identity;
  readonly clientAddress: string | undefined;
  readonly clientHeaders: IncomingHttpHeaders | undefined;
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly hookContext: HookContext | undefined;
  readonly replyHeaders: CollectedHeaders | undefined;
  readonly sharingKey: string;
  readonly cancellation: Cancellation | undefined;
  readonly #rootLogger: Logger;
  #logger: OperationLogger | undefined;

  /** @param time By the mutation clock; operations of other times share nothing with this one. */
  constructor(requester: Requester, time: string, cancellation: Cancellation | undefined, logger: Logger) {
    this.identity = requester.identity;
    this.clientAddress = requester.clientAddress;
    this.clientHeaders = requester.clientHeaders;
    this.forwardedHeaders = requester.forwardedHeaders;
    this.requestId = requester.requestId;
    this.hookContext = requester.hookContext;
    this.replyHeaders = requester.replyHeaders;
    this.sharingKey = `${time}\n${requester.sharingKey}`;
    this.cancellation = cancellation;
    this.#rootLogger = logger;
  }

  get logger(): OperationLogger {
    return (this.#logger ??= this.#rootLogger.child({ requestId: this.requestId }));
  }
}
