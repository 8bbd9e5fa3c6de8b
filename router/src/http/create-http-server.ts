import type { ServerResponse } from 'node:http';
import { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpOptions } from '../config/http-options.js';
import type { Dispatch } from './carrier.js';
import { DirectConnections } from './direct/direct-connections.js';
import { nodeListener } from './node-carrier.js';
import { refuseUnreadable } from './refuse-unreadable.js';
import { RouterResponse } from './router-response.js';

type ServerOptions = Pick<
  HttpOptions,
  'headersTimeout' | 'receiveTimeout' | 'keepAliveTimeout' | 'maxHeaderSize'
>;

/** Milliseconds between two looks at which connections have taken too long, where the limits are long. */
const CHECK_INTERVAL = 1_000;

/**
 * An HTTP server that reads simple requests itself, and leaves all others to `node:http`. What belongs to the server as a
 * whole (port, times, stopping) holds for both.
 */
class RouterServer extends Server {
  readonly #direct: DirectConnections;

  constructor(options: ServerOptions, dispatch: Dispatch) {
    const { headersTimeout, receiveTimeout, maxHeaderSize } = options;
    const shortest = Math.min(headersTimeout, receiveTimeout);
    const checkInterval = Math.max(10, Math.min(CHECK_INTERVAL, Math.ceil(shortest / 4)));
    super(
      {
        ServerResponse: RouterResponse as typeof ServerResponse,
        maxHeaderSize,
        connectionsCheckingInterval: checkInterval,
        ...timeouts(options),
      },
      nodeListener(dispatch),
    );
    this.on('clientError', refuseUnreadable);

    const [serveByNode] = this.listeners('connection') as [(this: Server, socket: Socket) => void];
    this.off('connection', serveByNode);
    this.#direct = new DirectConnections({
      dispatch,
      server: this,
      maxHeaderSize,
      checkInterval,
      serveByNode: (socket) => {
        serveByNode.call(this, socket);
      },
      refuse: (socket, reason) => {
        refuseUnreadable(Object.assign(new Error(), { code: INCOMPLETE[reason] }), socket);
      },
    });
    this.on('connection', (socket) => {
      this.#direct.accept(socket);
    });
  }

  /** Called by `close`, too. */
  override closeIdleConnections(): void {
    super.closeIdleConnections();
    this.#direct.closeIdle();
  }

  override closeAllConnections(): void {
    super.closeAllConnections();
    this.#direct.closeAll();
  }
}

/** What `node:http` calls it when a request does not come as a whole. */
const INCOMPLETE = { late: 'ERR_HTTP_REQUEST_TIMEOUT', ended: 'HPE_INVALID_EOF_STATE' } as const;

/** The router's HTTP server; its port is still closed. */
export function createHttpServer(options: ServerOptions, dispatch: Dispatch): Server {
  return new RouterServer(options, dispatch);
}

/** Lets other timeouts hold for requests that begin later. */
export function setTimeouts(server: Server, options: ServerOptions): void {
  Object.assign(server, timeouts(options));
}

function timeouts({ headersTimeout, receiveTimeout, keepAliveTimeout }: ServerOptions) {
  return {
    // A client that may take so long for its headers has to send the whole request in that time anyway.
    headersTimeout: Math.min(headersTimeout, receiveTimeout),
    requestTimeout: receiveTimeout,
    keepAliveTimeout,
  };
}
