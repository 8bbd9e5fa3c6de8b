import { pino } from 'pino';
import type { Logger } from 'pino';
import { parseRouterConfig } from './config/parse-router-config.js';
import type { RouterConfig } from './config/router-config.js';
import { createEngine } from './engine/create-engine.js';
import type { MakeSubgraphHeaders } from './engine/engine-options.js';
import { StartError } from './errors/start-error.js';
import { closeHttpServer } from './http/close-http-server.js';
import { createHttpServer } from './http/create-http-server.js';
import { injectRequest } from './http/inject-request.js';
import { listen } from './http/listen.js';
import { createAuthenticate } from './identity/authenticate.js';
import { createDescribeRequester } from './identity/describe-requester.js';
import { createSubgraphHeaders } from './identity/subgraph-headers.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { createExecuteInProcess } from './pipeline/execute-in-process.js';
import { followSupergraph } from './pipeline/follow-supergraph.js';
import { createHandleOperation } from './pipeline/handle-operation.js';
import { MutationClock } from './pipeline/mutation-clock.js';
import { createPersistedQueries } from './pipeline/persisted-queries.js';
import { SupergraphInUse } from './pipeline/supergraph-in-use.js';
import type { RouterOptions } from './router-options.js';
import type { Router } from './router.js';
import { readSubgraphs } from './supergraph/read-subgraphs.js';
import type { SubgraphTransport } from './transport/subgraph-transport.js';
import { createDeduplicatingTransport } from './transport/deduplicate-requests.js';
import { createHttpTransport } from './transport/http-transport.js';

/** Milliseconds that requests in flight have after `close`. */
const CLOSE_TIMEOUT = 10_000;

/**
 * Creates a router over a supergraph; the port stays closed until `listen`.
 *
 * @throws {StartError} Thrown when the options do not fit the schema, or the supergraph is not valid.
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const {
    supergraph: givenSupergraph,
    supergraphSdl,
    transport: givenTransport,
    isRevoked,
    resolveApiKey,
    logger: givenLogger,
    ...rest
  } = options;
  const config = parseRouterConfig(rest);
  const logger = givenLogger ?? pino({ level: 'warn' }, pino.destination(2));
  const ownTransport = givenTransport ?? createHttpTransport({ timeout: config.subgraphTimeout });
  const transport = config.deduplicate.subgraphQueries
    ? createDeduplicatingTransport(ownTransport)
    : ownTransport;
  const mutationClock = new MutationClock();
  const subgraphHeaders = createSubgraphHeaders({ secret: config.identity?.secret });
  const supergraph = await followSupergraph(givenSupergraph ?? supergraphSdl, {
    load: (sdl) => loadSupergraph(sdl, { config, transport, subgraphHeaders, mutationClock, logger }),
    logger,
  });

  const tokenVerifier = config.issuers.length === 0 ? null : createTokenVerifier(config.issuers);
  const describeRequester = createDescribeRequester(config.headers.forward);
  const handleOperation = createHandleOperation({
    authenticate: createAuthenticate({ tokenVerifier, isRevoked, resolveApiKey }),
    describeRequester,
    supergraph: () => supergraph.current.get(),
    persistedQueries: createPersistedQueries({ enabled: config.automaticPersistedQueries }),
    mutationClock,
    shareQueries: config.deduplicate.clientQueries,
    logger,
  });

  let ready = true;
  const { server, dispatch } = createHttpServer({ config, handleOperation, isReady: () => ready, logger });

  async function close(): Promise<void> {
    ready = false;
    const impatience = setTimeout(() => {
      server.closeAllConnections();
      supergraph.current.closeNow();
    }, CLOSE_TIMEOUT);
    await supergraph.stop();
    await closeHttpServer(server);
    await supergraph.current.retire();
    clearTimeout(impatience);
    await transport.close?.();
  }

  let closing: Promise<void> | undefined;
  return {
    listen: (address) =>
      listen(server, { port: address?.port ?? config.port, host: address?.host ?? config.host }),
    fetch: (input, init) =>
      injectRequest(
        dispatch,
        input instanceof Request ? input : new Request(new URL(input, 'http://router'), init),
      ),
    execute: createExecuteInProcess({
      describeRequester,
      supergraph: () => supergraph.current.get(),
      mutationClock,
      logger,
    }),
    close: () => (closing ??= close()),
  };
}

interface LoadOptions {
  readonly config: RouterConfig;
  readonly transport: SubgraphTransport;
  readonly subgraphHeaders: MakeSubgraphHeaders;
  readonly mutationClock: MutationClock;
  readonly logger: Logger;
}

async function loadSupergraph(supergraphSdl: string, options: LoadOptions): Promise<SupergraphInUse> {
  const { config } = options;
  const engine = await createEngine(config.engine, {
    supergraphSdl,
    transport: options.transport,
    subgraphHeaders: options.subgraphHeaders,
    subgraphUrls: subgraphUrls(config, supergraphSdl),
    exposeServiceNames: config.exposeServiceNames,
    logger: options.logger,
  });
  return new SupergraphInUse(engine, {
    introspection: config.introspection,
    mutationClock: options.mutationClock,
  });
}

/** @throws {StartError} Thrown when the configuration names a subgraph that the supergraph does not have. */
function subgraphUrls(config: RouterConfig, supergraphSdl: string): ReadonlyMap<string, string> {
  const known = readSubgraphs(supergraphSdl).map(({ name }) => name);
  const urls = new Map(Object.entries(config.subgraphs).map(([name, { url }]) => [name, url]));
  for (const name of urls.keys()) {
    if (known.includes(name)) continue;
    throw new StartError(
      'CONFIG_INVALID',
      `The configuration is not valid:\n  - subgraphs.${name}: the supergraph has no such subgraph; it has ${known.join(', ')}`,
    );
  }
  return urls;
}
