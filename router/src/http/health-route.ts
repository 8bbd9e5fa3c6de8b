import type { Route } from './route.js';

/**
 * `GET /health` says that the process lives; `GET /health?ready` whether it should get requests, which it should not
 * from the moment that it begins to stop.
 */
export function createHealthRoute(isReady: () => boolean): Route {
  return {
    methods: ['GET'],
    handle(exchange) {
      if (new URLSearchParams(exchange.search).has('ready') && !isReady()) {
        exchange.sendJson(503, { status: 'stopping' });
      } else {
        exchange.sendJson(200, { status: 'ok' });
      }
    },
  };
}
