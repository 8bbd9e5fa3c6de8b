import type { GraphQLFormattedError } from 'graphql';
import { OperationTypeNode } from 'graphql';
import { CostModel } from '../demand-control/cost-model.js';
import { SubgraphLimits } from '../demand-control/subgraph-limits.js';
import { FetchCaching } from '../entity-cache/fetch-caching.js';
import { ClientError } from '../errors/client-error.js';
import { createPlanner } from '../planner/create-planner.js';
import { PlanningError } from '../planner/planning-error.js';
import { createSupergraphTypes } from '../executor/supergraph-types.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import { coerceVariables } from './coerce-variables.js';
import type { EngineOptions } from './engine-options.js';
import type { Engine, ExecutionAnswer, ExecutionRequest } from './engine.js';
import { isEmptyData } from './is-empty-data.js';
import { OperationExecutors } from './operation-executors.js';
import { createRouterFetchPort } from './router-fetch-port.js';

/**
 * The router's own engine: plans are compiled into code once, and run for each request.
 *
 * @throws {StartError} Thrown with `SUPERGRAPH_INVALID` when the supergraph is none.
 */
export async function createTechallyEngine(options: EngineOptions): Promise<Engine> {
  const { logger } = options;
  const supergraph = loadSupergraph(options.supergraphSdl);
  const planner = await createPlanner({
    supergraph,
    onFallback: (reason) => {
      logger.debug({ reason }, 'an operation is planned by the second planner');
    },
  });
  const executors = new OperationExecutors({
    supergraph,
    planner,
    planLimits: options.planLimits,
    subgraphLimits: subgraphLimits(options, supergraph),
  });
  const { entityCache } = options;
  const caching =
    entityCache === undefined
      ? undefined
      : new FetchCaching(entityCache, supergraph, createSupergraphTypes(supergraph.types));
  const createPort = createRouterFetchPort(options, supergraph.subgraphs, caching);

  return {
    schema: supergraph.apiSchema,
    mostUsedOperations: (count) => executors.mostUsed(count),
    warmUp: (operations, signal) => executors.warmUp(operations, signal),
    planAhead: (operations, signal) => executors.planAhead(operations, signal),
    close: () => planner.close(),
    async execute(operation, request) {
      const coerced = coerceVariables(supergraph.apiSchema, operation, request.variables);
      if (coerced.kind === 'errors') return refusal(coerced.errors);
      try {
        const found = executors.find(operation, coerced.variables);
        const executor = found instanceof Promise ? await found : found;
        executor.checkCosts?.(
          coerced.variables,
          options.subgraphErrors.namesSubgraphsTo(request.context.identity),
        );
        if (options.onPlan !== undefined)
          await options.onPlan(executor.queryPlan, operation.operation, request.context);
        const port = createPort(operation, request.context);
        const result = await executor.execute({
          variables: coerced.variables,
          port,
          isAbandoned: port.isAbandoned,
        });
        const { data: executed, errors } = result;
        // The promise of the result may be old by now, and would make the data old; see `releaseState`.
        result.data = null;
        request.onData?.(executed, operation);
        const data = request.completeData === undefined ? executed : request.completeData(executed);
        return { data: JSON.stringify(data), isEmpty: isEmptyData(data), errors };
      } catch (error) {
        if (error instanceof ClientError) return refusal([error.toGraphQL()]);
        return failure(error, request);
      } finally {
        if (operation.operation.operation === OperationTypeNode.MUTATION)
          caching?.noteMutation(request.context);
      }
    },
  };
}

function subgraphLimits(
  { subgraphCosts }: EngineOptions,
  { document, types }: LoadedSupergraph,
): SubgraphLimits | undefined {
  if (subgraphCosts === undefined || subgraphCosts.maxCosts.size === 0) return undefined;
  const { maxCosts, listSize } = subgraphCosts;
  const model = new CostModel({ schema: types.schema, supergraph: document, listSize });
  return new SubgraphLimits({ model, maxCosts });
}

function refusal(errors: readonly GraphQLFormattedError[]): ExecutionAnswer {
  return { data: undefined, isEmpty: true, errors };
}

/** What went wrong is for the log: it names subgraphs, or the engine's insides. */
function failure(error: unknown, { context }: ExecutionRequest): ExecutionAnswer {
  context.logger.error({ err: error }, 'an operation failed');
  const code = error instanceof PlanningError ? error.code : 'INTERNAL_SERVER_ERROR';
  return refusal([{ message: MESSAGES[code], extensions: { code } }]);
}

const MESSAGES = {
  QUERY_PLANNING_FAILED: 'The operation cannot be planned.',
  QUERY_PLANNING_TIMEOUT: 'The operation takes too long to be planned.',
  QUERY_PLANNING_OVERLOADED: 'Too many operations wait to be planned; try again.',
  INTERNAL_SERVER_ERROR: 'Internal server error.',
} as const;
