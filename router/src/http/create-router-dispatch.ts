import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { Logger } from 'pino';
import type { RouterConfig } from '../config/router-config.js';
import type { HandleOperation } from '../pipeline/handle-operation.js';
import { sandboxRoutes } from '../sandbox/sandbox-routes.js';
import { createClientAddress } from './client-address.js';
import { createCors } from './cors.js';
import { createDispatch } from './create-dispatch.js';
import { createGraphqlRoute, GRAPHQL_PATH } from './graphql-route.js';
import { createHealthRoute } from './health-route.js';

/** Milliseconds that a client may take to send its request; a slower one holds a connection for nothing. */
const REQUEST_TIMEOUT = 60_000;
/**
 * Milliseconds for which an idle connection is kept. Longer than the 60 s of common load balancers: the side that sends
 * requests should be the one that closes, or a request may cross the close.
 */
const KEEP_ALIVE_TIMEOUT = 72_000;

export interface HttpServerOptions {
  readonly config: RouterConfig;
  readonly handleOperation: HandleOperation;
  /** Whether the router wants requests. */
  readonly isReady: () => boolean;
  readonly logger: Logger;
}

export interface HttpFront {
  /** Its port is still closed. */
  readonly server: Server;
  /** Handles a request, whether it came by network or not. */
  readonly dispatch: RequestListener;
}

/** The router's HTTP front: `/graphql`, `/health`, and the sandbox at `/`. */
export function createHttpServer({ config, handleOperation, isReady, logger }: HttpServerOptions): HttpFront {
  const graphql = createGraphqlRoute({
    handleOperation,
    clientAddress: createClientAddress(config.trustProxy),
    bodyLimit: config.requestBodyLimit,
  });
  const dispatch = createDispatch({
    routes: new Map([
      [GRAPHQL_PATH, graphql],
      ['/health', createHealthRoute(isReady)],
      ...(config.sandbox.enabled ? sandboxRoutes({ ...config.sandbox, endpoint: GRAPHQL_PATH, logger }) : []),
    ]),
    applyCors: config.cors === undefined ? undefined : createCors(config.cors),
    isReady,
    logger,
  });
  const timeouts = { requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: KEEP_ALIVE_TIMEOUT };
  return { server: createServer(timeouts, dispatch), dispatch };
}
