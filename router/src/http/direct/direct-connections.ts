import type { Socket } from 'node:net';
import type { Dispatch } from '../carrier.js';
import type { ConnectionOwner, ConnectionServer, IncompleteRequest } from './direct-connection.js';
import { DirectConnection } from './direct-connection.js';

export interface DirectConnectionsOptions {
  readonly dispatch: Dispatch;
  readonly server: ConnectionServer;
  /** Bytes of a head. */
  readonly maxHeaderSize: number;
  /** Milliseconds between two looks at which connections have taken too long. */
  readonly checkInterval: number;
  /** Serves a connection by `node:http`. */
  readonly serveByNode: (socket: Socket) => void;
  readonly refuse: ConnectionOwner['refuse'];
}

/** The connections that are not served by `node:http`. */
export class DirectConnections implements ConnectionOwner {
  readonly dispatch: Dispatch;
  readonly server: ConnectionServer;
  readonly maxHeaderSize: number;
  readonly #open = new Set<DirectConnection>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DirectConnectionsOptions) {
    this.dispatch = options.dispatch;
    this.server = options.server;
    this.maxHeaderSize = options.maxHeaderSize;
  }

  accept(socket: Socket): void {
    this.#open.add(new DirectConnection(socket, this));
    this.#timer ??= setInterval(() => {
      const now = performance.now();
      for (const connection of this.#open) connection.check(now);
    }, this.options.checkInterval).unref();
  }

  handOver(connection: DirectConnection, socket: Socket, bytes: Buffer): void {
    // In this order, so that what has come already is read before what comes next.
    socket.pause();
    socket.unshift(bytes);
    this.options.serveByNode(socket);
    socket.resume();
  }

  refuse(socket: Socket, reason: IncompleteRequest): void {
    this.options.refuse(socket, reason);
  }

  remove(connection: DirectConnection): void {
    this.#open.delete(connection);
    if (this.#open.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  closeIdle(): void {
    for (const connection of this.#open) if (connection.isIdle) connection.destroy();
  }

  closeAll(): void {
    for (const connection of this.#open) connection.destroy();
  }
}
