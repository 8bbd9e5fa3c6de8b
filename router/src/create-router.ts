import { promisify } from 'node:util';
import { pino } from 'pino';
import { parseRouterConfig } from './config/parse-router-config.js';
import type { RouterConfig } from './config/router-config.js';
import { StartError } from './errors/start-error.js';
import { checkHooks } from './hooks/load-hooks.js';
import type { Dispatch } from './http/carrier.js';
import { closeHttpServer } from './http/close-http-server.js';
import { createHttpServer, setTimeouts } from './http/create-http-server.js';
import { injectRequest } from './http/inject-request.js';
import { listen } from './http/listen.js';
import { CurrentCore } from './current-core.js';
import { KeptState } from './kept-state.js';
import { createMetricsServer } from './metrics/create-metrics-server.js';
import { RouterMetrics } from './metrics/router-metrics.js';
import { createRouterCore } from './router-core.js';
import type { RouterOptions } from './router-options.js';
import type { Router } from './router.js';

/** Milliseconds that requests in flight have after `close`. */
const CLOSE_TIMEOUT = 10_000;

/**
 * Creates a router over a supergraph; the port stays closed until `listen`.
 *
 * @throws {StartError} Thrown when the options do not fit the schema, or the supergraph is not valid.
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const {
    supergraph,
    supergraphSdl,
    transport,
    isRevoked,
    resolveApiKey,
    policies,
    otherPolicies,
    hooks: givenHooks,
    now,
    logger: ownLogger,
    ...rest
  } = options;
  const hooks = typeof givenHooks === 'object' ? givenHooks : undefined;
  if (hooks !== undefined) checkHooks({ ...hooks });
  const first = parseRouterConfig(typeof givenHooks === 'string' ? { ...rest, hooks: givenHooks } : rest);
  const logger = ownLogger ?? pino({ level: 'warn' }, pino.destination(2));
  const source = supergraph ?? supergraphSdl;
  if (source === undefined)
    throw new StartError('CONFIG_INVALID', 'The configuration is not valid:\n  - supergraph: it is missing');

  let ready = true;
  const metrics = first.metrics.enabled
    ? new RouterMetrics(() => promisify(server.getConnections.bind(server))())
    : null;
  const kept = new KeptState(metrics, now);
  const code = { transport, isRevoked, resolveApiKey, policies, otherPolicies, hooks, now };
  const current = await CurrentCore.create(source, {
    config: first,
    load: (config: RouterConfig, sdl) =>
      createRouterCore({ config, code, supergraphSdl: sdl, kept, isReady: () => ready, logger }),
    logger,
  });
  const dispatch: Dispatch = (carrier) => {
    current.core.dispatch(carrier);
  };
  const server = createHttpServer(first.http, dispatch);
  const metricsServer = metrics === null ? null : createMetricsServer(metrics);

  async function close(): Promise<void> {
    ready = false;
    const impatience = setTimeout(() => {
      server.closeAllConnections();
      current.closeNow();
    }, CLOSE_TIMEOUT);
    await current.stopChanges();
    await closeHttpServer(server);
    metricsServer?.closeAllConnections();
    if (metricsServer !== null) await closeHttpServer(metricsServer);
    await current.close();
    clearTimeout(impatience);
    await transport?.close?.();
  }

  let closing: Promise<void> | undefined;
  return {
    async listen(address) {
      if (metricsServer !== null) await listen(metricsServer, first.metrics);
      return listen(server, { port: address?.port ?? first.port, host: address?.host ?? first.host });
    },
    fetch: (input, init) =>
      injectRequest(
        current.core.dispatch,
        input instanceof Request ? input : new Request(new URL(input, 'http://router'), init),
      ),
    execute: (operation, asked) => current.core.execute(operation, asked),
    async reconfigure(config) {
      const next = parseRouterConfig(config);
      await current.reconfigure(next);
      setTimeouts(server, next.http);
    },
    evict(eviction) {
      // What is on its way was asked for before: nobody who asks later joins in.
      kept.mutationClock.end();
      return current.core.entityCache?.evict(eviction) ?? 0;
    },
    close: () => (closing ??= close()),
  };
}
