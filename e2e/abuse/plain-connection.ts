import type { Socket } from 'node:net';
import { connect } from 'node:net';

export interface Received {
  readonly status: number;
  readonly text: string;
}

/**
 * A connection that sends one POST after the other, and knows no more of HTTP than the router's answers need: Node's own
 * client takes longer for a request than the router for its answer, and a flood needs a hundred thousand.
 */
export class PlainConnection {
  #waiting: PromiseWithResolvers<Received> | undefined;
  #received: Buffer = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    private readonly url: URL,
  ) {
    socket.on('data', (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#read();
    });
    for (const event of ['error', 'close'] as const) {
      socket.on(event, () => this.#waiting?.reject(new Error('The router has closed the connection.')));
    }
  }

  static async open(url: string): Promise<PlainConnection> {
    const target = new URL(url);
    const socket = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new PlainConnection(socket, target);
  }

  /** Sends JSON, when the answer before has come. */
  post(body: object): Promise<Received> {
    const text = JSON.stringify(body);
    this.#waiting = Promise.withResolvers();
    this.socket.write(
      `POST ${this.url.pathname} HTTP/1.1\r\nhost: ${this.url.host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
    return this.#waiting.promise;
  }

  close(): void {
    this.socket.destroy();
  }

  #read(): void {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`An answer without a length:\n${head}`);
    const start = end + 4;
    if (this.#received.length < start + Number(length)) return;
    const text = this.#received.toString('utf8', start, start + Number(length));
    this.#received = this.#received.subarray(start + Number(length));
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), text });
  }
}
