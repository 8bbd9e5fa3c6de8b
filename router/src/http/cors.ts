import type { CorsOptions } from '../config/cors-options.js';
import type { Exchange } from './exchange.js';

/**
 * Adds the headers that tell browsers which pages of other origins may read an answer.
 *
 * @param methods Those that pages may use.
 * @returns Whether the request was a preflight, which is then answered.
 */
export type ApplyCors = (exchange: Exchange, methods: readonly string[]) => boolean;

/**
 * Cross-origin resource sharing (https://fetch.spec.whatwg.org/#http-cors-protocol). Not a protection of the router:
 * other programs ignore it, and CSRF prevention does not rely on it.
 */
export function createCors(options: CorsOptions): ApplyCors {
  const { origins, credentials, allowedHeaders, maxAge } = options;
  const exposedHeaders = options.exposedHeaders.join(', ');
  const allowed = (origin: string) => origins === '*' || origins.includes(origin);

  return (exchange, methods) => {
    const { request, head } = exchange;
    const { origin } = request.headers;
    if (origins !== '*') head.push('vary', 'origin');
    if (origin === undefined || !allowed(origin)) return false;
    head.push('access-control-allow-origin', origins === '*' ? '*' : origin);
    if (exposedHeaders !== '') head.push('access-control-expose-headers', exposedHeaders);
    if (credentials) head.push('access-control-allow-credentials', 'true');
    const preflight =
      request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!preflight) return false;
    head.push('access-control-allow-methods', methods.join(', '));
    head.push('access-control-allow-headers', allowedHeaders.join(', '));
    head.push('access-control-max-age', String(maxAge));
    exchange.send(204, [], '');
    return true;
  };
}
