import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';

/** Milliseconds that a client may take to send its request; a slower one holds a connection for nothing. */
const REQUEST_TIMEOUT = 60_000;
/**
 * Milliseconds for which an idle connection is kept. Longer than the 60 s of common load balancers: the side that sends
 * requests should be the one that closes, or a request may cross the close.
 */
const KEEP_ALIVE_TIMEOUT = 72_000;

/** The router's HTTP server; its port is still closed. */
export function createHttpServer(dispatch: RequestListener): Server {
  return createServer({ requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: KEEP_ALIVE_TIMEOUT }, dispatch);
}
