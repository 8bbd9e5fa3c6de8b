import { randomUUID } from 'node:crypto';
import { ANONYMOUS, createIdentitySigner } from '@techally/identity';
import { pino } from 'pino';
import { parseRouterConfig } from './config/parse-router-config.js';
import type { RouterConfig } from './config/router-config.js';
import { createEngine } from './engine/create-engine.js';
import { StartError } from './errors/start-error.js';
import { createHttpServer } from './http/create-http-server.js';
import { injectRequest } from './http/inject-request.js';
import { listen } from './http/listen.js';
import { createAuthenticate } from './identity/authenticate.js';
import { createSubgraphHeaders } from './identity/subgraph-headers.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { createGraphqlServer } from './pipeline/create-graphql-server.js';
import { createHandleOperation } from './pipeline/handle-operation.js';
import type { RouterOptions } from './router-options.js';
import type { Router } from './router.js';
import { readSubgraphs } from './supergraph/read-subgraphs.js';
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
    supergraphSdl,
    transport: givenTransport,
    isRevoked,
    resolveApiKey,
    logger: givenLogger,
    ...rest
  } = options;
  const config = parseRouterConfig(rest);
  const logger = givenLogger ?? pino({ level: 'warn' }, pino.destination(2));
  const transport = givenTransport ?? createHttpTransport({ timeout: config.subgraphTimeout });

  const signer = config.identity === undefined ? null : createIdentitySigner(config.identity);
  const engine = createEngine(config.engine, {
    supergraphSdl,
    transport,
    subgraphHeaders: createSubgraphHeaders(signer),
    subgraphUrls: subgraphUrls(config, supergraphSdl),
    logger,
  });
  const server = createGraphqlServer({ gateway: engine.gateway, config, logger });
  await server.start();

  const tokenVerifier = config.issuers.length === 0 ? null : createTokenVerifier(config.issuers);
  const authenticate = createAuthenticate({ tokenVerifier, isRevoked, resolveApiKey });
  const handleOperation = createHandleOperation({ authenticate, server });

  let ready = true;
  const app = createHttpServer({ config, handleOperation, isReady: () => ready, logger });

  async function close(): Promise<void> {
    ready = false;
    const impatience = setTimeout(() => {
      app.server.closeAllConnections();
    }, CLOSE_TIMEOUT);
    await app.close();
    clearTimeout(impatience);
    await server.stop();
    await engine.close();
    await transport.close?.();
  }

  let closing: Promise<void> | undefined;
  return {
    listen: (address) =>
      listen(app, { port: address?.port ?? config.port, host: address?.host ?? config.host }),
    fetch: (input, init) =>
      injectRequest(
        app,
        input instanceof Request ? input : new Request(new URL(input, 'http://router'), init),
      ),
    async execute({ query, variables, operationName }, { identity, requestId, clientAddress, signal } = {}) {
      const id = requestId ?? randomUUID();
      const { body, http } = await server.executeOperation(
        { query, variables: { ...variables }, operationName },
        {
          contextValue: {
            identity: identity ?? ANONYMOUS,
            requestId: id,
            clientAddress,
            signal,
            logger: logger.child({ requestId: id }),
          },
        },
      );
      if (body.kind !== 'single') throw new Error('The engine answered in parts.');
      return { ...body.singleResult, status: http.status ?? 200 };
    },
    close: () => (closing ??= close()),
  };
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
