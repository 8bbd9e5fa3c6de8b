import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Answer } from '../pipeline/answer.js';
import type { ClientError } from '../errors/client-error.js';
import type { RouterMetrics } from '../metrics/router-metrics.js';
import { errorAnswer, toClientError } from './error-answer.js';
import type { LentMemory } from './lent-memory.js';
import { MAX_LENT } from './lent-memory.js';
import { requestId } from './request-id.js';

/** What all exchanges have in common. */
export interface ExchangeOptions {
  /** Whether the router wants requests. */
  readonly isReady: () => boolean;
  /** `null` when nobody wants any. */
  readonly metrics: RouterMetrics | null;
  readonly logger: Logger;
}

/** What a route needs to answer one request. */
export class Exchange {
  readonly requestId: string;
  /** Headers of the answer, whatever it will be: names and values in turn. */
  readonly head: string[];

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    private readonly options: ExchangeOptions,
  ) {
    this.requestId = requestId(request.headers);
    this.head = ['x-request-id', this.requestId];
  }

  /** The URL's query with its question mark, or empty. */
  get search(): string {
    const { url = '' } = this.request;
    const start = url.indexOf('?');
    return start === -1 ? '' : url.slice(start);
  }

  /**
   * Answers with a body.
   * @param headers Names and values in turn, the content length among them.
   */
  send(status: number, headers: readonly string[], body: Buffer | string): void {
    // The client may have left meanwhile.
    if (this.response.destroyed) return;
    // A connection kept alive after the last answer would keep the server from stopping.
    if (!this.options.isReady()) this.head.push('connection', 'close');
    this.response.writeHead(status, this.head.concat(headers));
    this.response.end(body);
  }

  /**
   * Answers an operation.
   * @param memory Where answers are encoded.
   *
   * @returns The lent memory that the body is in, which may be given back when the response is closed; `undefined` when
   * there is none.
   */
  sendAnswer(answer: Answer, memory: LentMemory): Buffer | undefined {
    if (this.response.destroyed) return undefined;
    if (answer.isShared || answer.maxLength > MAX_LENT) {
      const { headers, body } = answer.shared;
      this.send(answer.status, headers, body);
      return undefined;
    }
    const piece = memory.lend(answer.maxLength);
    const length = answer.encodeInto(piece);
    this.send(answer.status, answer.headersFor(length), piece.subarray(0, length));
    return piece;
  }

  /** Answers with a body whose length is still to be found out. */
  sendText(status: number, headers: readonly string[], text: string): void {
    this.send(status, [...headers, 'content-length', String(Buffer.byteLength(text))], text);
  }

  sendJson(status: number, value: unknown, headers: readonly string[] = []): void {
    this.sendText(
      status,
      [...headers, 'content-type', 'application/json; charset=utf-8', 'cache-control', 'no-store'],
      JSON.stringify(value),
    );
  }

  /** Answers that something went wrong; what is the router's own failure is logged. */
  refuse(thrown: unknown): void {
    const error: ClientError = toClientError(thrown);
    this.options.metrics?.countRefusal(error.code);
    if (error.status >= 500) {
      this.options.logger.error({ requestId: this.requestId, err: error.cause ?? error }, error.message);
    }
    const { status, headers, body } = errorAnswer(error);
    this.sendText(status, headers, body);
  }
}
