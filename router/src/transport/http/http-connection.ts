import type { Socket } from 'node:net';
import { SubrequestError } from '../subrequest-error.js';
import type { ExchangeHolder, HttpExchange } from './http-exchange.js';
import type { OpenSocket } from './open-socket.js';
import { readReply } from './read-reply.js';
import { ResponseError } from './response-error.js';
import type { WantedHeaders } from './response-headers.js';
import { ResponseReader } from './response-reader.js';

/** The pool, as its connections see it. */
export interface ConnectionOwner {
  /** The connection is free for another exchange. */
  release(connection: HttpConnection): void;
  /** The connection is gone. */
  remove(connection: HttpConnection): void;
  /** The connection was gone before the exchange began; another attempt needs a new one. */
  replace(connection: HttpConnection, exchange: HttpExchange): void;
}

export interface HttpConnectionOptions {
  readonly openSocket: OpenSocket;
  readonly isSecure: boolean;
  readonly maxResponseBytes: number;
  /** Headers of replies that somebody wants. */
  readonly wantedHeaders: WantedHeaders | undefined;
}

/**
 * One socket, which carries one exchange at a time. After anything unusual it is closed and not used again: an abort, a
 * reply that is no HTTP, or bytes that nobody asked for.
 */
export class HttpConnection implements ExchangeHolder {
  /** Since when it has been idle, and when it is too old to be used; milliseconds as of `performance.now`. */
  idleSince = 0;
  idleUntil = 0;
  /** How long the server keeps it when idle, in seconds; -1 when it has not said. */
  keepAliveSeconds = -1;
  readonly #socket: Socket;
  #isReady = false;
  #isGone = false;
  #exchange: HttpExchange | undefined;
  #reader: ResponseReader | undefined;
  #exchangeCount = 0;
  /** Whether anything of the current exchange's answer has come. */
  #hasRead = false;
  #error: Error | undefined;

  constructor(
    private readonly owner: ConnectionOwner,
    private readonly options: HttpConnectionOptions,
  ) {
    const { openSocket, isSecure } = options;
    this.#socket = openSocket((length, bytes) => {
      this.#onRead(length, bytes);
    });
    // The timer of an exchange keeps the process alive, so that sockets never have to.
    this.#socket.unref();
    // Nothing is sent before the certificate is checked; a request holds somebody's identity.
    this.#socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      this.#isReady = true;
      this.#socket.unref();
      if (this.#exchange !== undefined) this.#send(this.#exchange);
    });
    this.#socket.on('error', (error) => (this.#error = error));
    this.#socket.on('end', () => {
      this.#onEnd();
    });
    this.#socket.on('close', () => {
      this.#lose();
    });
  }

  /** Whether something can still be sent; the event that tells the owner comes a little after the end. */
  get isOpen(): boolean {
    return this.#socket.writable;
  }

  start(exchange: HttpExchange): void {
    this.#exchange = exchange;
    this.#reader = new ResponseReader(this.options.maxResponseBytes, this.options.wantedHeaders);
    this.#exchangeCount += 1;
    this.#hasRead = false;
    exchange.holder = this;
    if (this.#isReady) this.#send(exchange);
  }

  abandon(): void {
    this.#exchange = undefined;
    this.destroy();
  }

  destroy(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#socket.destroy();
    this.owner.remove(this);
  }

  #send({ options }: HttpExchange): void {
    // A string goes to the kernel without becoming a Buffer first; the encoding does not matter to a Buffer.
    this.#socket.write(options.payload, 'latin1');
  }

  #onRead(length: number, bytes: Buffer): void {
    if (this.#exchange === undefined || this.#reader === undefined) {
      this.destroy();
      return;
    }
    this.#hasRead = true;
    try {
      if (this.#reader.read(bytes, length)) this.#finish(this.#exchange, this.#reader);
    } catch (error) {
      this.#fail(error);
    }
  }

  #onEnd(): void {
    if (this.#exchange !== undefined && this.#reader?.endsHere() === true) {
      try {
        this.#finish(this.#exchange, this.#reader);
      } catch (error) {
        this.#fail(error);
      }
    } else this.#lose();
  }

  #finish(exchange: HttpExchange, reader: ResponseReader): void {
    const reply = readReply(reader, this.options.maxResponseBytes);
    this.#exchange = undefined;
    this.#reader = undefined;
    exchange.holder = undefined;
    if (reply instanceof Promise) {
      reply.then(
        (decompressed) => {
          exchange.resolve(decompressed);
        },
        (error: unknown) => {
          exchange.reject(subrequestError(exchange, error));
        },
      );
    } else exchange.resolve(reply);
    // A server that answers before it has read everything may take the rest for the next request.
    if (reader.leavesReusable && this.#socket.writableLength === 0 && this.isOpen) {
      this.keepAliveSeconds = reader.head?.keepAliveSeconds ?? -1;
      this.owner.release(this);
    } else this.destroy();
  }

  #fail(error: unknown): void {
    const exchange = this.#exchange;
    this.abandon();
    exchange?.reject(subrequestError(exchange, error));
  }

  /** The connection has ended. */
  #lose(): void {
    const exchange = this.#exchange;
    const wasClosedBefore = this.#exchangeCount > 1 && !this.#hasRead;
    if (exchange?.options.isRepeatable === true && wasClosedBefore && !exchange.isSecondAttempt) {
      this.#exchange = undefined;
      this.#isGone = true;
      this.#socket.destroy();
      this.owner.replace(this, exchange);
      return;
    }
    this.abandon();
    if (exchange === undefined) return;
    const predicate = !this.#isReady
      ? 'could not be reached'
      : this.#hasRead
        ? 'broke off in the middle of its answer'
        : 'closed the connection without an answer';
    const cause = this.#error;
    exchange.reject(
      subrequestError(exchange, new ResponseError('SUBREQUEST_HTTP_ERROR', predicate, { cause })),
    );
  }
}

function subrequestError({ options }: HttpExchange, error: unknown): SubrequestError {
  const subgraph = `Subgraph "${options.subgraph}"`;
  return error instanceof ResponseError
    ? new SubrequestError(error.code, `${subgraph} ${error.predicate}.`, { cause: error.cause })
    : new SubrequestError('SUBREQUEST_FAILED', `${subgraph} could not be asked.`, { cause: error });
}
