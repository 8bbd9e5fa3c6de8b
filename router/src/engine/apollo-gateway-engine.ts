import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import { StartError } from '../errors/start-error.js';
import type { Engine, EngineOptions } from './engine.js';
import { TransportDataSource } from './transport-data-source.js';

/** `@apollo/gateway` behind the engine interface: planner and executor are Apollo's, the transport is ours. */
export function createApolloGatewayEngine(options: EngineOptions): Engine {
  // The gateway reports to Apollo unless this variable forbids it, and knows no option for it. A router makes no
  // connection that nobody asked for; who wants the reports sets the variable to false.
  // eslint-disable-next-line no-restricted-syntax -- a message to the library, not an option of ours
  process.env['APOLLO_TELEMETRY_DISABLED'] ??= 'true';

  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraphSdl,
    buildService: ({ name, url }) =>
      new TransportDataSource({ name, url: options.subgraphUrls.get(name) ?? url ?? '' }, options),
    logger: options.logger,
    // Both default to a guess from NODE_ENV.
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
  });

  return {
    gateway: adapt(gateway),
    close: () => gateway.stop(),
  };
}

function adapt(gateway: ApolloGateway): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    async load(options) {
      try {
        const { executor } = await gateway.load(options);
        return { executor: reportValueErrors(executor) };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new StartError('SUPERGRAPH_INVALID', `The supergraph is not valid: ${reason}`, {
          cause: error,
        });
      }
    },
  };
}

/**
 * The gateway notes values that the schema forbids (a null where none may be, an unknown enum value) in
 * `extensions.valueCompletion`, so that clients see data vanish without an error. The specification wants an error
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors), and so do we.
 */
function reportValueErrors(executor: GatewayExecutor): GatewayExecutor {
  return async (requestContext) => {
    const result = await executor(requestContext);
    const { valueCompletion, ...extensions } = result.extensions ?? {};
    if (!Array.isArray(valueCompletion)) return result;
    const errors = valueCompletion
      .filter((error) => error instanceof GraphQLError)
      .map(
        ({ message, path }) =>
          new GraphQLError(message, { path: path ?? null, extensions: { code: 'SUBREQUEST_INVALID_VALUE' } }),
      );
    return { ...result, errors: [...(result.errors ?? []), ...errors], extensions };
  };
}
