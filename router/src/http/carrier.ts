import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientError } from '../errors/client-error.js';
import type { HttpAnswer } from './http-answer.js';

/** The head of a client's request, as `node:http` shows it: names of headers in lower case, joined where they repeat. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly socket: Pick<Socket, 'remoteAddress'>;
}

/** What brings one request of a client, and takes its answer back. */
export interface Carrier {
  readonly request: RequestHead;
  /** Whether nothing can be sent any more. */
  readonly isGone: boolean;
  /** Whether the whole answer has been handed over, sent or not. */
  readonly isAnswered: boolean;
  /** The answer's, as soon as there is one. */
  readonly status: number;

  /** @param listener Called once, when all has been sent, or the connection has closed before. There is one at most. */
  onClose(listener: () => void): void;

  /**
   * Reads the body as text. Callbacks, since a body nearly always comes in one piece, and a promise around it costs as much
   * as reading it.
   *
   * @param limit Bytes that it may have.
   * @param refuse Called with the reason when the body is too large or is no UTF-8. Not called when the client has left.
   */
  readBody(limit: number, take: (text: string) => void, refuse: (error: ClientError) => void): void;

  /**
   * Answers. Once.
   * @throws {TypeError} Thrown when one of the headers cannot be a header.
   */
  send(answer: HttpAnswer): void;
}

/** Answers requests, whatever brings them. */
export type Dispatch = (carrier: Carrier) => void;
