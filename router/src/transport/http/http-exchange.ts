import type { Cancellable, Cancellation } from '../../cancellation/cancellation.js';
import { abortedRequest } from '../aborted-request.js';
import type { SubgraphReply } from '../subgraph-transport.js';
import { SubrequestError } from '../subrequest-error.js';

export interface HttpExchangeOptions {
  /** The name of the subgraph, for messages. */
  readonly subgraph: string;
  /** The whole request; a string has one byte a character. */
  readonly payload: string | Buffer;
  /** Whether the request may be sent again when nobody knows whether it was executed. */
  readonly isRepeatable: boolean;
  /** Milliseconds until the reply must be there. */
  readonly timeout: number;
  readonly cancellation: Cancellation | undefined;
}

/** Where an exchange is at the moment: at a connection, or in the queue for one. */
export interface ExchangeHolder {
  /** Nobody waits for the exchange any more: it has timed out or was aborted. */
  abandon(exchange: HttpExchange): void;
}

/** One request and the promise of its reply. It ends once: with a reply, an error, the timeout or an abort. */
export class HttpExchange implements Cancellable {
  readonly reply: Promise<SubgraphReply>;
  holder: ExchangeHolder | undefined;
  /** Whether it was sent before, on a connection that turned out to be closed. */
  isSecondAttempt = false;
  #resolve!: (reply: SubgraphReply) => void;
  #reject!: (error: SubrequestError) => void;
  readonly #timer: NodeJS.Timeout;

  constructor(readonly options: HttpExchangeOptions) {
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setTimeout(giveUp, options.timeout, this);
    options.cancellation?.add(this);
  }

  resolve(reply: SubgraphReply): void {
    this.#end();
    this.#resolve(reply);
  }

  reject(error: SubrequestError): void {
    this.#end();
    this.#reject(error);
  }

  cancel(reason: unknown): void {
    this.#abandon(abortedRequest(this.options.subgraph, reason));
  }

  timeOut(): void {
    const { subgraph, timeout } = this.options;
    this.#abandon(
      new SubrequestError(
        'SUBREQUEST_TIMEOUT',
        `Subgraph "${subgraph}" did not answer within ${timeout} ms.`,
      ),
    );
  }

  #abandon(error: SubrequestError): void {
    this.holder?.abandon(this);
    this.reject(error);
  }

  #end(): void {
    this.holder = undefined;
    clearTimeout(this.#timer);
    this.options.cancellation?.remove(this);
  }
}

function giveUp(exchange: HttpExchange): void {
  exchange.timeOut();
}
