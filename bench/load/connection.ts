import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { HttpResponse } from './response-reader.ts';
import { ResponseReader } from './response-reader.ts';

/** A keep-alive connection that carries one request at a time. */
export class Connection {
  readonly #port: number;
  #socket: Socket | undefined;
  #settle: { resolve(response: HttpResponse): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /**
   * Sends a request and waits for its response.
   *
   * @param request in Latin-1.
   * @throws Thrown when the connection breaks before the response is complete.
   */
  send(request: string): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket ??= this.#connect();
      this.#socket.write(request, 'latin1');
    });
  }

  /** Gives up the connection; a request in flight is never answered. */
  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connect(): Socket {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    const reader = new ResponseReader();
    const finish = (response: HttpResponse | undefined) => {
      if (response === undefined) return;
      if (response.closes) this.close();
      this.#takeSettle()?.resolve(response);
    };
    const fail = (error: Error) => {
      if (this.#socket !== socket) return;
      this.close();
      this.#takeSettle()?.reject(error);
    };
    socket.on('data', (chunk: Buffer) => {
      try {
        finish(reader.feed(chunk));
      } catch (error) {
        fail(error as Error);
      }
    });
    socket.on('end', () => {
      finish(reader.end());
    });
    socket.on('error', fail);
    socket.on('close', () => {
      fail(new Error('The server closed the connection.'));
    });
    return socket;
  }

  #takeSettle() {
    const settle = this.#settle;
    this.#settle = undefined;
    return settle;
  }
}
