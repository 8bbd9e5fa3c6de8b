import type { Answer } from '../pipeline/answer.js';
import type { ClientError } from '../errors/client-error.js';
import type { Carrier, RequestHead } from './carrier.js';
import type { Compression } from './compression.js';
import { errorAnswer, toClientError } from './error-answer.js';
import type { LentMemory } from './lent-memory.js';
import { MAX_LENT } from './lent-memory.js';
import type { AnswerFormat } from './negotiate-media-type.js';
import type { RefusalNotes } from './note-refusal.js';
import { noteRefusal } from './note-refusal.js';
import { requestId } from './request-id.js';
import type { RequestsUnderWay } from './requests-under-way.js';
import type { StandingHeaders } from './standing-headers.js';

/** What all exchanges have in common. */
export interface ExchangeOptions extends RefusalNotes {
  /** Whether the router wants requests. */
  readonly isReady: () => boolean;
  /** Where the exchange is counted until it has ended. */
  readonly underWay: RequestsUnderWay;
  /** Headers of every answer. */
  readonly standingHeaders: StandingHeaders;
  /** `undefined` when answers are not compressed. */
  readonly compression: Compression | undefined;
}

/** Bytes before a body that its head may be written to: nearly every head is smaller. */
const HEAD_ROOM = 2_048;

/** What a route needs to answer one request. */
export class Exchange {
  readonly requestId: string;
  /** Headers of the answer, whatever it will be, beside the standing ones: names and values in turn. */
  readonly head: string[];
  /** What the client wants its answer as; as long as nobody has asked, JSON. */
  format: AnswerFormat | undefined;
  #standingHeaders: StandingHeaders;
  #whenClosed: (() => void) | undefined;
  /** Gives the memory back that the body is in. */
  #giveBack: (() => void) | undefined;

  constructor(
    readonly carrier: Carrier,
    private readonly options: ExchangeOptions,
  ) {
    const { request } = carrier;
    const { underWay, metrics, standingHeaders } = options;
    this.requestId = requestId(request.headers);
    this.head = ['x-request-id', this.requestId];
    this.#standingHeaders = standingHeaders;
    underWay.begin();
    const began = metrics === null ? 0 : performance.now();
    // The only listener: each one more costs every request.
    carrier.onClose(() => {
      underWay.end();
      metrics?.observeRequest(request, carrier.status, (performance.now() - began) / 1000);
      this.#whenClosed?.();
      this.#giveBack?.();
    });
  }

  get request(): RequestHead {
    return this.carrier.request;
  }

  /** @param listener Called when all has been sent, or the connection has closed before. There is one at most. */
  onClose(listener: () => void): void {
    this.#whenClosed = listener;
  }

  /** Sets a header of the answer, in place of a standing one of the same name. */
  setHeader(name: string, value: string): void {
    this.#standingHeaders = this.#standingHeaders.with(name, value);
  }

  /** The URL's query with its question mark, or empty. */
  get search(): string {
    const { url } = this.request;
    const start = url.indexOf('?');
    return start === -1 ? '' : url.slice(start);
  }

  /** Answers with a body; for the parameters see `HttpAnswer`. */
  send(status: number, headers: readonly string[], body: Buffer | string, room?: Buffer): void {
    // The client may have left meanwhile.
    if (this.carrier.isGone) return;
    // A connection kept alive after the last answer would keep the server from stopping.
    if (!this.options.isReady()) this.head.push('connection', 'close');
    this.carrier.send({
      status,
      headers: this.head.concat(headers),
      standing: this.#standingHeaders,
      body,
      room,
    });
  }

  /**
   * Answers an operation.
   * @param memory Where answers are encoded.
   */
  sendAnswer(answer: Answer, memory: LentMemory): void {
    if (this.carrier.isGone) return;
    const isHidden = answer.status === 400 && answer.isOfOperation && this.format?.hidesRefusals === true;
    const status = isHidden ? 200 : answer.status;
    if (
      this.options.compression !== undefined ||
      answer.isShared ||
      answer.maxLength + HEAD_ROOM > MAX_LENT
    ) {
      const { headers, body } = answer.shared;
      this.sendBody(status, headers, body);
      return;
    }
    const piece = memory.lend(HEAD_ROOM + answer.maxLength);
    // Not before the end: until then the kernel may still have to read it.
    this.#giveBack = () => {
      memory.giveBack(piece);
    };
    const length = answer.encodeInto(piece.subarray(HEAD_ROOM));
    const body = piece.subarray(HEAD_ROOM, HEAD_ROOM + length);
    this.send(status, answer.headersFor(length), body, piece.subarray(0, HEAD_ROOM));
  }

  /**
   * Answers with a body that may be compressed.
   * @param headers Names and values in turn, the content length among them.
   */
  sendBody(status: number, headers: readonly string[], body: Buffer): void {
    const { compression } = this.options;
    if (compression === undefined) {
      this.send(status, headers, body);
      return;
    }
    // Caches on the way must not hand a compressed answer to those who cannot read it, nor the other way round.
    this.head.push('vary', 'accept-encoding');
    const compressing = compression(this.request.headers['accept-encoding'], body);
    if (compressing === null) {
      this.send(status, headers, body);
      return;
    }
    compressing.then(
      ({ encoding, bytes }) => {
        const length = headers.indexOf('content-length');
        const own = headers.with(length + 1, String(bytes.length));
        this.send(status, [...own, 'content-encoding', encoding], bytes);
      },
      (error: unknown) => {
        this.refuse(error);
      },
    );
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

  /** Answers that something went wrong. */
  refuse(thrown: unknown): void {
    const error = toClientError(thrown);
    this.noteRefusal(error);
    const { status, headers, body } = errorAnswer(error, this.format?.mediaType ?? 'application/json');
    this.sendText(status, headers, body);
  }

  /** Counts a refusal, and logs it when it is the router's own failure. */
  noteRefusal(error: ClientError): void {
    noteRefusal(error, this.requestId, this.options);
  }
}
