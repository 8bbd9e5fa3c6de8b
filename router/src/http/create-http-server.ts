import type { RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { HttpOptions } from '../config/http-options.js';
import { refuseUnreadable } from './refuse-unreadable.js';
import { RouterResponse } from './router-response.js';

type ServerOptions = Pick<
  HttpOptions,
  'headersTimeout' | 'receiveTimeout' | 'keepAliveTimeout' | 'maxHeaderSize'
>;

/** Milliseconds between two looks at which connections have taken too long, where the limits are long. */
const CHECK_INTERVAL = 1_000;

/** The router's HTTP server; its port is still closed. */
export function createHttpServer(options: ServerOptions, dispatch: RequestListener): Server {
  const { headersTimeout, receiveTimeout, maxHeaderSize } = options;
  const shortest = Math.min(headersTimeout, receiveTimeout);
  const server = createServer(
    {
      ServerResponse: RouterResponse as typeof ServerResponse,
      maxHeaderSize,
      connectionsCheckingInterval: Math.max(10, Math.min(CHECK_INTERVAL, Math.ceil(shortest / 4))),
      ...timeouts(options),
    },
    dispatch,
  );
  server.on('clientError', refuseUnreadable);
  return server;
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
