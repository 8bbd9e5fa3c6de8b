import type { GraphQLDataSource } from '@apollo/gateway';
import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import type { OperationDefinitionNode } from 'graphql';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { pino } from 'pino';
import { ROUTER_ERRORS } from '../errors/router-errors.js';
import { MutationClock } from '../pipeline/mutation-clock.js';
import { PlanningError } from '../planner/planning-error.js';
import type { SupergraphSource } from '../supergraph/supergraph-source.js';
import { createDeduplicatingTransport } from '../transport/deduplicate-requests.js';
import { createHttpTransport } from '../transport/http-transport.js';
import type { SubgraphTransport } from '../transport/subgraph-transport.js';
import { DataSources } from './data-sources.js';
import type { GatewayFetchPortOptions } from './gateway-fetch-port.js';
import { createGatewayFetchPort } from './gateway-fetch-port.js';
import type { AnyContext, GatewayLogger, SupergraphGatewayOptions } from './supergraph-gateway-options.js';
import { SupergraphGeneration } from './supergraph-generation.js';
import { SupergraphGenerations } from './supergraph-generations.js';
import { toGraphQLError } from './to-graphql-error.js';
import { toSupergraphSource } from './to-supergraph-source.js';
import { transportAsDataSource } from './transport-as-data-source.js';

type ExecutionResult = Awaited<ReturnType<GatewayExecutor>>;

/**
 * The router's engine as a gateway for Apollo Server, in place of `ApolloGateway`:
 *
 * ```ts
 * const server = new ApolloServer({ gateway: new SupergraphGateway({ supergraphSdl }) });
 * ```
 *
 * Apollo Server parses and validates; the gateway plans, fetches, merges and completes. One gateway is for one server.
 */
export class SupergraphGateway<TContext extends AnyContext = AnyContext> implements GatewayInterface {
  readonly #callbacks = new Set<GatewaySchemaLoadOrUpdateCallback>();
  readonly #logger: GatewayLogger;
  readonly #transport: SubgraphTransport;
  readonly #dataSources: DataSources;
  readonly #portOptions: GatewayFetchPortOptions<TContext>;
  readonly #generations: SupergraphGenerations;
  readonly #mutationClock = new MutationClock();
  readonly #stopping = new AbortController();
  #source: SupergraphSource | undefined;
  #changing: Promise<void> = Promise.resolve();

  constructor(private readonly options: SupergraphGatewayOptions<TContext>) {
    const { timeout, deduplicate = true, buildService, willSendRequest, exactNumbers } = options;
    const transport = options.transport ?? createHttpTransport(timeout === undefined ? {} : { timeout });
    this.#transport = deduplicate ? createDeduplicatingTransport(transport) : transport;
    this.#logger = options.logger ?? pino({ level: 'warn' }, pino.destination(2));
    this.#dataSources = new DataSources(buildService);
    this.#portOptions = {
      transport: this.#transport,
      dataSources: this.#dataSources,
      willSendRequest,
      exactNumbers,
      logger: this.#logger,
    };
    this.#generations = new SupergraphGenerations((error) => {
      this.#logError('A planner did not close', error);
    });
  }

  /** Called with the schema when it is loaded, and each time that it changes. */
  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): () => void {
    this.#callbacks.add(callback);
    const { current } = this.#generations;
    if (current !== undefined) tell(callback, current);
    return () => {
      this.#callbacks.delete(callback);
    };
  }

  /**
   * Apollo Server calls this when it starts.
   *
   * @throws {StartError} Thrown when there is no supergraph, or it is not valid. Nothing is left open then.
   */
  async load(): Promise<{ readonly executor: GatewayExecutor }> {
    if (this.#source !== undefined)
      throw new Error('The gateway has been loaded: one gateway is for one server.');
    const source = toSupergraphSource(this.options.supergraphSdl, (subgraph) => this.#dataSource(subgraph));
    this.#source = source;
    // An update may come while the first supergraph is still being loaded.
    const loaded = Promise.withResolvers<undefined>();
    loaded.promise.catch(() => undefined);
    try {
      const first = await source.start({
        onUpdate: async (sdl) => {
          await loaded.promise;
          await this.#update(sdl);
        },
        onError: (error) => {
          this.#logError('There is no new supergraph, the old one stays', error);
        },
      });
      await this.#use(first);
      loaded.resolve(undefined);
    } catch (error) {
      loaded.reject(error);
      await this.stop();
      throw error;
    }
    return { executor: (request) => this.#execute(request as GatewayGraphQLRequestContext<TContext>) };
  }

  /** Apollo Server calls this when it stops. Requests in flight have 10 seconds to end. */
  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    try {
      await this.#source?.stop();
    } catch (error) {
      this.#logError('The source of the supergraph did not stop', error);
    }
    await this.#changing;
    await this.#generations.close();
    await this.#transport.close?.();
  }

  /** One update after the other, so that the last one wins. */
  #update(supergraphSdl: string): Promise<void> {
    const changed = this.#changing.then(async () => {
      if (this.#stopping.signal.aborted) return;
      if (supergraphSdl === this.#generations.current?.supergraph.sdl) return;
      await this.#use(supergraphSdl);
      this.#logger.info('A new supergraph is in use.');
    });
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  async #use(supergraphSdl: string): Promise<void> {
    const { signal } = this.#stopping;
    const next = await SupergraphGeneration.load(supergraphSdl, {
      planner: this.options.planner,
      previous: this.#generations.current,
      signal,
      onFallback: (reason) => {
        this.#logger.debug(`The second planner is used: ${reason}`);
      },
    });
    try {
      // Before it is in use: a server that cannot take the schema goes on with the one that it has.
      if (!signal.aborted) for (const callback of this.#callbacks) tell(callback, next);
    } catch (error) {
      await next.close();
      throw error;
    }
    this.#generations.replace(next);
  }

  async #execute(requestContext: GatewayGraphQLRequestContext<TContext>): Promise<ExecutionResult> {
    // Apollo Server's types say that there is one.
    const operation = requestContext.operation as OperationDefinitionNode | undefined;
    const isMutation = operation?.operation === OperationTypeNode.MUTATION;
    const time = isMutation ? this.#mutationClock.begin() : this.#mutationClock.now;
    try {
      return await this.#generations.run(requestContext.schema, async (generation) => {
        const { subgraphs } = generation;
        const port = createGatewayFetchPort(this.#portOptions, { subgraphs, requestContext, time });
        const { errors, ...result } = await generation.execute(requestContext, port);
        if (errors.length === 0) return result;
        return { errors: errors.map((error) => toGraphQLError(error, requestContext.source)), ...result };
      });
    } catch (error) {
      return { errors: [this.#failure(error)] };
    } finally {
      if (isMutation) this.#mutationClock.end();
    }
  }

  /** What went wrong is for the log: it names subgraphs, or the engine's insides. */
  #failure(error: unknown): GraphQLError {
    this.#logError('An operation failed', error);
    const code = error instanceof PlanningError ? error.code : 'INTERNAL_SERVER_ERROR';
    const { message, status } = ROUTER_ERRORS[code];
    return new GraphQLError(message, {
      extensions: { code, http: { status } },
      originalError: error instanceof Error ? error : null,
    });
  }

  #dataSource({ name, url = '' }: { readonly name: string; readonly url?: string }): GraphQLDataSource {
    const subgraph = { name, url };
    return this.#dataSources.get(subgraph) ?? transportAsDataSource(subgraph, this.#transport);
  }

  #logError(what: string, error: unknown): void {
    this.#logger.error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function tell(callback: GatewaySchemaLoadOrUpdateCallback, { supergraph }: SupergraphGeneration): void {
  callback({ apiSchema: supergraph.apiSchema, coreSupergraphSdl: supergraph.sdl });
}
