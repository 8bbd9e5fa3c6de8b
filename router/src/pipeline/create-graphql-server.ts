import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import type { RouterConfig } from '../config/router-config.js';
import { createFormatError } from '../errors/format-error.js';
import { logInternalErrors } from './log-internal-errors.js';
import type { OperationContext } from './operation-context.js';
import { requireOperation } from './require-operation.js';
import { respondWithStatus } from './respond-with-status.js';

export interface GraphqlServerOptions {
  readonly gateway: GatewayInterface;
  readonly config: RouterConfig;
  readonly logger: Logger;
}

/**
 * The server that hosts the engine. Whatever `ApolloServer` would guess from environment variables (stack traces,
 * introspection, reports to Apollo, signal handlers) is said here, so that the router behaves the same everywhere.
 */
export function createGraphqlServer({
  gateway,
  config,
  logger,
}: GraphqlServerOptions): ApolloServer<OperationContext> {
  return new ApolloServer<OperationContext>({
    gateway,
    logger,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: createFormatError({ exposeServiceNames: config.exposeServiceNames }),
    plugins: [
      requireOperation(),
      logInternalErrors(logger),
      respondWithStatus(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
