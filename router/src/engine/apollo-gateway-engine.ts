import { createHash } from 'node:crypto';
import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutor, GatewaySchemaHash } from '@apollo/server-gateway-interface';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { GraphQLError, Kind } from 'graphql';
import { createFormatError, isInternalError } from '../errors/format-error.js';
import type { RouterErrorCode } from '../errors/router-errors.js';
import { StartError } from '../errors/start-error.js';
import { convertApolloPlan } from '../planner/convert-apollo-plan.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import type { EngineOptions } from './engine-options.js';
import type { Engine, ExecutionAnswer, ExecutionRequest, PreparedOperation } from './engine.js';
import { isEmptyData } from './is-empty-data.js';
import { optionalSecurityFeatures } from './optional-security-features.js';
import { TransportDataSource } from './transport-data-source.js';

/**
 * `@apollo/gateway` behind the engine interface: planner and executor are Apollo's, the transport is ours. The reference
 * that other engines are compared with.
 *
 * @throws {StartError} Thrown with `SUPERGRAPH_INVALID` when the gateway refuses the supergraph.
 */
export async function createApolloGatewayEngine(options: EngineOptions): Promise<Engine> {
  // The gateway reports to Apollo unless this variable forbids it, and knows no option for it. A router makes no
  // connection that nobody asked for; who wants the reports sets the variable to false.
  // eslint-disable-next-line no-restricted-syntax -- a message to the library, not an option of ours
  process.env['APOLLO_TELEMETRY_DISABLED'] ??= 'true';

  const { onPlan } = options;
  const planning = new WeakMap<object, Promise<void>>();
  const gateway = new ApolloGateway({
    supergraphSdl: optionalSecurityFeatures(options.supergraphSdl),
    buildService: ({ name, url }) =>
      new TransportDataSource({ name, url: options.subgraphUrls.get(name) ?? url ?? '' }, options),
    logger: options.logger,
    ...(onPlan === undefined
      ? {}
      : {
          // The gateway does not wait; what fails is known when the execution has ended.
          experimental_didResolveQueryPlan({ queryPlan, requestContext }) {
            const { operation, context, source } = requestContext;
            planning.set(
              context,
              onPlan(convertApolloPlan(queryPlan, source), operation, context as OperationContext).catch(
                () => undefined,
              ),
            );
          },
        }),
    // Both default to a guess from NODE_ENV.
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
  });
  const { schema, executor } = await load(gateway);
  const formatError = createFormatError(options.subgraphErrors);

  return {
    schema,
    mostUsedOperations: () => [],
    warmUp: () => Promise.resolve(),
    planAhead: () => Promise.resolve(0),
    close: () => gateway.stop(),
    async execute(operation, request) {
      const { context } = request;
      try {
        const { data, errors } = await executor(gatewayRequest(operation, request, schema));
        await planning.get(context);
        const seen = (errors ?? []).map(withCode);
        for (const error of seen) logInternal(error, context);
        if (data !== undefined) request.onData?.(data, operation);
        return answer(
          data === undefined || request.completeData === undefined ? data : request.completeData(data),
          seen.map((error) => formatError(error.toJSON(), error, context.identity)),
        );
      } catch (error) {
        context.logger.error({ err: error }, 'an operation failed');
        return answer(undefined, [formatError({ message: '' }, error, context.identity)]);
      }
    },
  };
}

interface LoadedGateway {
  readonly schema: GraphQLSchema;
  readonly executor: GatewayExecutor;
}

async function load(gateway: ApolloGateway): Promise<LoadedGateway> {
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  try {
    const { executor } = await gateway.load();
    if (schema === undefined) throw new Error('The gateway told no schema.');
    return { schema, executor: reportValueErrors(executor) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError('SUPERGRAPH_INVALID', `The supergraph is not valid: ${reason}`, { cause: error });
  }
}

/** The part of Apollo Server's request context that the gateway reads. */
function gatewayRequest(
  operation: PreparedOperation,
  { variables, context }: ExecutionRequest,
  schema: GraphQLSchema,
): Parameters<GatewayExecutor>[0] {
  const operationName = operation.operation.name?.value;
  return {
    request: {
      query: operation.source,
      ...(operationName === undefined ? {} : { operationName }),
      // The gateway knows no numbers that JavaScript cannot hold, which variables may have as `JSON.rawJSON`.
      variables: JSON.parse(JSON.stringify(variables)) as Record<string, unknown>,
    },
    source: operation.source,
    document: operation.document,
    operation: operation.operation,
    operationName: operationName ?? null,
    queryHash: hashOf(operation),
    schema,
    schemaHash: '' as GatewaySchemaHash,
    context,
    logger: context.logger,
    metrics: {},
    // Neither is read by the gateway: the first belongs to its REST data sources, the second to cache control.
    cache: {
      get: () => Promise.resolve(undefined),
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    },
    overallCachePolicy: undefined,
  };
}

const hashes = new WeakMap<PreparedOperation, string>();

/** The key of the gateway's plan cache. */
function hashOf(operation: PreparedOperation): string {
  let hash = hashes.get(operation);
  if (hash === undefined) {
    hash = createHash('sha256').update(operation.source).digest('hex');
    hashes.set(operation, hash);
  }
  return hash;
}

function answer(
  data: Readonly<Record<string, unknown>> | null | undefined,
  errors: readonly GraphQLFormattedError[],
): ExecutionAnswer {
  return {
    data: data === undefined ? undefined : JSON.stringify(data),
    isEmpty: isEmptyData(data),
    errors,
  };
}

/** The gateway gives errors about variables no code. */
function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions['code'] !== undefined || error.nodes?.[0]?.kind !== Kind.VARIABLE_DEFINITION)
    return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    originalError: error,
    extensions: { code: 'BAD_USER_INPUT' satisfies RouterErrorCode },
  });
}

function logInternal(error: GraphQLError, context: OperationContext): void {
  if (isInternalError(error)) context.logger.error({ err: error }, 'an operation failed');
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
