import type { Logger } from 'pino';
import type { RouterConfig } from '../config/router-config.js';
import type { RouterMetrics } from '../metrics/router-metrics.js';
import type { HandleOperation } from '../pipeline/handle-operation.js';
import { hasManifests } from '../config/persisted-document-options.js';
import { sandboxRoutes } from '../sandbox/sandbox-routes.js';
import type { Dispatch } from './carrier.js';
import { createClientAddress } from './client-address.js';
import { createCompression } from './compression.js';
import { createCors } from './cors.js';
import { createDispatch } from './create-dispatch.js';
import { createGraphqlRoute, GRAPHQL_PATH, PERSISTED_DOCUMENT_PATH } from './graphql-route.js';
import { createHealthRoute } from './health-route.js';
import type { RequestsUnderWay } from './requests-under-way.js';
import { securityHeaders } from './security-headers.js';
import { StandingHeaders } from './standing-headers.js';

export interface RouterDispatchOptions {
  readonly config: RouterConfig;
  readonly handleOperation: HandleOperation;
  /** Whether the router wants requests. */
  readonly isReady: () => boolean;
  readonly underWay: RequestsUnderWay;
  readonly metrics: RouterMetrics | null;
  readonly logger: Logger;
}

/** The router's HTTP front: `/graphql`, `/health`, and the sandbox at `/`. */
export function createRouterDispatch(options: RouterDispatchOptions): Dispatch {
  const { config, handleOperation, isReady, underWay, metrics, logger } = options;
  const graphql = createGraphqlRoute({
    handleOperation,
    clientAddress: createClientAddress(config.trustProxy),
    bodyLimit: config.limits.bodySize,
    http: config.http,
  });
  const { compression } = config.http;
  return createDispatch({
    routes: new Map([
      [GRAPHQL_PATH, graphql],
      ...(hasManifests(config.persistedDocuments) ? [[PERSISTED_DOCUMENT_PATH, graphql] as const] : []),
      ['/health', createHealthRoute(isReady)],
      ...(config.sandbox.enabled ? sandboxRoutes({ ...config.sandbox, endpoint: GRAPHQL_PATH, logger }) : []),
    ]),
    applyCors: config.cors === undefined ? undefined : createCors(config.cors),
    standingHeaders: new StandingHeaders(securityHeaders(config.http)),
    compression: compression.enabled ? createCompression(compression.threshold) : undefined,
    isReady,
    underWay,
    metrics,
    logger,
  });
}
