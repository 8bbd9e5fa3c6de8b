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
import { StartQueue } from '../pipeline/start-queue.js';
import { PlanningError } from '../planner/planning-error.js';
import { createDeduplicatingTransport } from '../transport/deduplicate-requests.js';
import { createHttpTransport } from '../transport/http-transport.js';
import type { SubgraphTransport } from '../transport/subgraph-transport.js';
import { DataSources } from './data-sources.js';
import type { GatewayFetchPortOptions } from './gateway-fetch-port.js';
import { createGatewayFetchPort } from './gateway-fetch-port.js';
import { SupergraphFollower } from './supergraph-follower.js';
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
  readonly #portOptions: GatewayFetchPortOptions<TContext>;
  readonly #generations: SupergraphGenerations;
  readonly #mutationClock = new MutationClock();
  readonly #startQueue = new StartQueue();
  readonly #stopping = new AbortController();
  #follower: SupergraphFollower | undefined;
  #stopped: Promise<void> | undefined;

  constructor(private readonly options: SupergraphGatewayOptions<TContext>) {
    const { timeout, deduplicate = true, buildService, willSendRequest, exactNumbers } = options;
    const transport = options.transport ?? createHttpTransport(timeout === undefined ? {} : { timeout });
    this.#transport = deduplicate ? createDeduplicatingTransport(transport) : transport;
    this.#logger = options.logger ?? pino({ level: 'warn' }, pino.destination(2));
    this.#portOptions = {
      transport: this.#transport,
      dataSources: new DataSources(buildService),
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
    if (this.#follower !== undefined) throw new Error('The gateway has been loaded: it is for one server.');
    const { supergraphSdl } = this.options;
    this.#follower = new SupergraphFollower({
      source: toSupergraphSource(supergraphSdl, (subgraph) => this.#dataSource(subgraph)),
      use: (sdl) => this.#use(sdl),
      logger: this.#logger,
    });
    try {
      await this.#follower.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
    return { executor: (request) => this.#execute(request as GatewayGraphQLRequestContext<TContext>) };
  }

  /** Apollo Server calls this when it stops. Requests in flight have 10 seconds to end. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await this.#follower?.stop();
    await this.#generations.close();
    await this.#transport.close?.();
  }

  async #use(supergraphSdl: string): Promise<void> {
    const { signal } = this.#stopping;
    const next = await SupergraphGeneration.load(supergraphSdl, {
      planner: this.options.planner,
      accessDirectives: this.options.accessDirectives ?? 'refuse',
      previous: this.#generations.current,
      signal,
      onFallback: (reason) => {
        this.#logger.debug(`The second planner is used: ${reason}`);
      },
    });
    try {
      signal.throwIfAborted();
      // Now, so that a `buildService` that throws is not first seen by a client.
      for (const subgraph of next.subgraphs.values()) this.#portOptions.dataSources.get(subgraph);
      // Before it is in use: a server that cannot take the schema goes on with the one that it has.
      for (const callback of this.#callbacks) tell(callback, next);
    } catch (error) {
      await next.close();
      throw error;
    }
    this.#generations.replace(next);
  }

  async #execute(requestContext: GatewayGraphQLRequestContext<TContext>): Promise<ExecutionResult> {
    // Apollo Server's types say that there is always one.
    const operation = requestContext.operation as OperationDefinitionNode | undefined;
    const isMutation = operation?.operation === OperationTypeNode.MUTATION;
    const time = isMutation ? this.#mutationClock.begin() : this.#mutationClock.now;
    try {
      return await this.#generations.run(requestContext.schema, (generation) =>
        this.#startQueue.run(async () => {
          const { subgraphs } = generation;
          const port = createGatewayFetchPort(this.#portOptions, { subgraphs, requestContext, time });
          const { errors, ...result } = await generation.execute(requestContext, port);
          if (errors.length === 0) return result;
          return { errors: errors.map((error) => toGraphQLError(error, requestContext.source)), ...result };
        }),
      );
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
    return this.#portOptions.dataSources.get(subgraph) ?? transportAsDataSource(subgraph, this.#transport);
  }

  #logError(what: string, error: unknown): void {
    this.#logger.error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function tell(callback: GatewaySchemaLoadOrUpdateCallback, { supergraph }: SupergraphGeneration): void {
  callback({ apiSchema: supergraph.apiSchema, coreSupergraphSdl: supergraph.sdl });
}
