import type { Server } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { fastify, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { RouterConfig } from '../config/router-config.js';
import { ClientError } from '../errors/client-error.js';
import type { HandleOperation } from '../pipeline/handle-operation.js';
import { addSandboxRoutes, SANDBOX_PATHS } from '../sandbox/sandbox-routes.js';
import { createCorsHook } from './cors-hook.js';
import { errorAnswer, toClientError } from './error-answer.js';
import { addGraphqlRoute, GRAPHQL_METHODS, GRAPHQL_PATH } from './graphql-route.js';
import { addHealthRoute } from './health-route.js';
import { requestId } from './request-id.js';

/** Milliseconds that a client may take to send its request; a slower one holds a connection for nothing. */
const REQUEST_TIMEOUT = 60_000;

export interface HttpServerOptions {
  readonly config: RouterConfig;
  readonly handleOperation: HandleOperation;
  /** Whether the router wants requests. */
  readonly isReady: () => boolean;
  readonly logger: Logger;
}

/** The router's HTTP front: `/graphql`, `/health`, and the sandbox at `/`. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { config, logger } = options;
  const app: FastifyInstance = fastify<Server>({
    loggerInstance: logger,
    bodyLimit: config.requestBodyLimit,
    trustProxy: config.trustProxy,
    requestTimeout: REQUEST_TIMEOUT,
    genReqId: ({ headers }) => requestId(headers),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, reply) => {
      sendError(reply, error);
    },
  });
  // Text bodies are what a form on a foreign page can send; the router takes JSON only.
  app.removeContentTypeParser('text/plain');

  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  // A connection kept alive after the last answer would keep the server from stopping.
  app.addHook('onSend', async (_request, reply) => {
    if (!options.isReady()) void reply.header('connection', 'close');
  });
  if (config.cors !== undefined) app.addHook('onRequest', createCorsHook(config.cors));

  addGraphqlRoute(app, options.handleOperation);
  addHealthRoute(app, options.isReady);
  if (config.sandbox.enabled) addSandboxRoutes(app, config.sandbox);

  const allowedMethods = new Map<string, readonly string[]>([
    [GRAPHQL_PATH, GRAPHQL_METHODS],
    ['/health', ['GET']],
    ...(config.sandbox.enabled ? SANDBOX_PATHS : []).map((path) => [path, ['GET']] as const),
  ]);
  app.setNotFoundHandler((request, reply) => {
    const allow = allowedMethods.get(request.url.split('?', 1)[0] ?? '');
    if (allow === undefined) throw new ClientError('NOT_FOUND');
    return sendError(reply, new ClientError('METHOD_NOT_ALLOWED', { headers: { allow: allow.join(', ') } }));
  });
  app.setErrorHandler((error, _request, reply) => sendError(reply, error));
  return app;
}

function sendError(reply: FastifyReply, thrown: unknown): FastifyReply {
  const error = toClientError(thrown);
  if (error.status >= 500) reply.log.error({ err: error.cause ?? error }, error.message);
  const { status, headers, body } = errorAnswer(error);
  return reply.code(status).headers(headers).send(body);
}
