import type { onRequestAsyncHookHandler } from 'fastify';
import type { CorsOptions } from '../config/router-config.js';
import { GRAPHQL_METHODS } from './graphql-route.js';

/** Response headers that pages of other origins may read. */
const EXPOSED_HEADERS = 'x-request-id, retry-after';

/**
 * Tells browsers which pages of other origins may read answers (https://fetch.spec.whatwg.org/#http-cors-protocol).
 * Not a protection of the router: other programs ignore it, and CSRF prevention does not rely on it.
 */
export function createCorsHook(options: CorsOptions): onRequestAsyncHookHandler {
  const { origins, credentials, allowedHeaders, maxAge } = options;
  const allowed = (origin: string) => origins === '*' || origins.includes(origin);

  return async (request, reply) => {
    const { origin } = request.headers;
    if (origins !== '*') void reply.header('vary', 'origin');
    if (origin === undefined || !allowed(origin)) return;
    void reply.header('access-control-allow-origin', origins === '*' ? '*' : origin);
    void reply.header('access-control-expose-headers', EXPOSED_HEADERS);
    if (credentials) void reply.header('access-control-allow-credentials', 'true');
    const preflight =
      request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!preflight) return;
    void reply.header('access-control-allow-methods', GRAPHQL_METHODS.join(', '));
    void reply.header('access-control-allow-headers', allowedHeaders.join(', '));
    void reply.header('access-control-max-age', String(maxAge));
    return reply.code(204).send();
  };
}
