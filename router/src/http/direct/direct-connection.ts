import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Dispatch } from '../carrier.js';
import type { HttpAnswer } from '../http-answer.js';
import { writeAnswerHead } from './answer-head.js';
import { DirectCarrier } from './direct-carrier.js';
import type { SimpleHead } from './request-head.js';
import { readSimpleHead } from './request-head.js';

/** What connections have in common. */
export interface ConnectionOwner {
  readonly dispatch: Dispatch;
  readonly server: ConnectionServer;
  /** Bytes of a head. */
  readonly maxHeaderSize: number;
  /** Has the connection served by `node:http` from now on, beginning with bytes that have come already. */
  handOver(connection: DirectConnection, socket: Socket, bytes: Buffer): void;
  /** Refuses a request that does not come as a whole, and closes its connection. */
  refuse(socket: Socket, reason: IncompleteRequest): void;
  /** The connection is gone. */
  remove(connection: DirectConnection): void;
}

/** Why a request is not complete: it takes too long, or its client has stopped sending. */
export type IncompleteRequest = 'late' | 'ended';

/**
 * What connections read from their server anew each time, since it may change: its times, in milliseconds, and whether it
 * listens. One that does not wants no other request.
 */
export type ConnectionServer = Readonly<
  Pick<Server, 'headersTimeout' | 'requestTimeout' | 'keepAliveTimeout' | 'listening'>
>;

/** Bytes of a request that is waited for here; a larger one is read by `node:http`, piece by piece. */
const MAX_REQUEST_SIZE = 65_536;
/** Pieces in which a request may come. Each one is copied to those before it. */
const MAX_PIECES = 8;
/** Milliseconds for which a connection stays open although clients were told that it would be closed. */
const KEEP_ALIVE_MARGIN = 1_000;

const HEAD_END = '\r\n\r\n';

type State =
  /** Nothing has come yet. */
  | 'new'
  /** A part of a request has come. */
  | 'receiving'
  /** A request is being answered. */
  | 'busy'
  /** A request has been answered, and no other has come. */
  | 'idle';

/**
 * A client's connection, as long as it brings requests that are whole and simple, one after the other. Anything else
 * (`readSimpleHead` tells what that is) is for `node:http`, which gets the connection with all bytes of the request.
 */
export class DirectConnection {
  #state: State = 'new';
  /** When the state began; milliseconds as of `performance.now`. */
  #since = performance.now();
  /** What has come of the next request. */
  #received: Buffer | undefined;
  #pieces = 0;
  /** The head of what has come, once it is complete. */
  #head: SimpleHead | undefined;
  #bodyStart = 0;
  #lastText = '';
  #lastHead: SimpleHead | undefined;
  #carrier: DirectCarrier | undefined;
  #closesAfterAnswer = false;

  constructor(
    private readonly socket: Socket,
    private readonly owner: ConnectionOwner,
  ) {
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onClose);
    socket.on('error', this.#onError);
  }

  get isIdle(): boolean {
    return this.#state === 'idle';
  }

  /** Closes or refuses what takes too long. */
  check(now: number): void {
    const { headersTimeout, requestTimeout, keepAliveTimeout } = this.owner.server;
    const waited = now - this.#since;
    if (this.#state === 'idle') {
      if (waited > keepAliveTimeout + KEEP_ALIVE_MARGIN) this.destroy();
    } else if (this.#state !== 'busy') {
      if (waited <= (this.#head === undefined ? headersTimeout : requestTimeout)) return;
      this.#refuse('late');
    }
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Sends an answer. */
  answer(answer: HttpAnswer): void {
    const { socket } = this;
    const { body, room } = answer;
    const bodyLength = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    const head = writeAnswerHead(answer, bodyLength, this.owner.server.keepAliveTimeout);
    this.#closesAfterAnswer = head.closes;
    if (bodyLength === 0) {
      socket.write(head.text, 'latin1', this.#onSent);
    } else if (room !== undefined && head.text.length <= room.length) {
      const start = room.length - head.text.length;
      room.write(head.text, start, 'latin1');
      const all = Buffer.from(room.buffer, room.byteOffset + start, head.text.length + bodyLength);
      socket.write(all, this.#onSent);
    } else {
      socket.cork();
      socket.write(head.text, 'latin1');
      if (typeof body === 'string') socket.write(body, 'utf8', this.#onSent);
      else socket.write(body, this.#onSent);
      socket.uncork();
    }
  }

  readonly #onData = (bytes: Buffer): void => {
    const received = this.#received === undefined ? bytes : Buffer.concat([this.#received, bytes]);
    this.#received = received;
    if (this.#state === 'busy') {
      // The next request, before this one is answered. As long as it is read, it is seen when the client leaves.
      if (received.length > MAX_REQUEST_SIZE) this.socket.pause();
      return;
    }
    if (this.#head === undefined && !this.#readHead(received)) return;
    const { contentLength = 0 } = this.#head ?? {};
    const end = this.#bodyStart + contentLength;
    if (end > MAX_REQUEST_SIZE || received.length > end) this.#handOver(received);
    else if (received.length < end) this.#waitForMore(received);
    else this.#handle(received);
  };

  /** @returns Whether the head is complete. */
  #readHead(received: Buffer): boolean {
    const end = received.indexOf(HEAD_END, 0, 'latin1');
    if (end < 0) {
      if (mayBecomeSimple(received) && received.length <= this.owner.maxHeaderSize)
        this.#waitForMore(received);
      else this.#handOver(received);
      return false;
    }
    this.#bodyStart = end + HEAD_END.length;
    if (this.#bodyStart <= this.owner.maxHeaderSize)
      this.#head = this.#understand(received.toString('latin1', 0, this.#bodyStart));
    if (this.#head === undefined) this.#handOver(received);
    return this.#head !== undefined;
  }

  /** Reads a head, unless it is the same as that of the request before: then so is what it says. */
  #understand(text: string): SimpleHead | undefined {
    if (text === this.#lastText) return this.#lastHead;
    const head = readSimpleHead(text);
    this.#lastText = text;
    this.#lastHead = head;
    return head;
  }

  #waitForMore(received: Buffer): void {
    this.#pieces += 1;
    if (this.#pieces > MAX_PIECES) this.#handOver(received);
    else if (this.#state !== 'receiving') this.#enter('receiving');
  }

  #handle(received: Buffer): void {
    const { method, url, headers } = this.#head as SimpleHead;
    const request = { method, url, headers, socket: this.socket };
    this.#received = undefined;
    this.#head = undefined;
    this.#pieces = 0;
    this.#enter('busy');
    this.#carrier = new DirectCarrier(request, received.subarray(this.#bodyStart), this);
    this.owner.dispatch(this.#carrier);
  }

  readonly #onSent = (error?: Error | null): void => {
    // What has failed is followed by the close.
    if (error != null) return;
    const carrier = this.#carrier;
    this.#carrier = undefined;
    this.#enter('idle');
    if (this.#closesAfterAnswer || !this.owner.server.listening) this.socket.destroySoon();
    else if (this.#received !== undefined) this.#handOver(this.#received);
    carrier?.close();
  };

  #handOver(received: Buffer): void {
    this.#leave();
    this.owner.handOver(this, this.socket, received);
  }

  #refuse(reason: IncompleteRequest): void {
    this.#leave();
    // The client may be gone, and nobody else listens.
    this.socket.on('error', this.#onError);
    this.owner.refuse(this.socket, reason);
  }

  /** Has nothing to do with the socket any more. */
  #leave(): void {
    const { socket } = this;
    this.owner.remove(this);
    socket.off('data', this.#onData);
    socket.off('end', this.#onEnd);
    socket.off('close', this.#onClose);
    socket.off('error', this.#onError);
  }

  readonly #onEnd = (): void => {
    // As with `node:http`: who stops sending gets what has been answered, and no other answer.
    if (this.#state === 'receiving') this.#refuse('ended');
    else if (this.#carrier?.isAnswered === true) this.socket.end();
    else this.socket.destroy();
  };

  readonly #onClose = (): void => {
    this.owner.remove(this);
    this.#carrier?.close();
    this.#carrier = undefined;
  };

  readonly #onError = (): void => undefined;

  #enter(state: State): void {
    this.#state = state;
    this.#since = performance.now();
  }
}

/** Line breaks that are not `\r\n`. */
const LONE_BREAK = /(?<!\r)\n|\r(?!\n|$)/;

/** Whether the beginning of a head may be that of a simple one. `node:http` refuses some that are not before their end. */
function mayBecomeSimple(received: Buffer): boolean {
  const text = received.toString('latin1');
  const starts = ['POST /', 'GET /'].some((start) => text.startsWith(start.slice(0, text.length)));
  return starts && !LONE_BREAK.test(text);
}
