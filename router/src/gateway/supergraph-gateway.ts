import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import { GraphQLError } from 'graphql';
import { PlanningError } from '../planner/planning-error.js';
import { createDeduplicatingTransport } from '../transport/deduplicate-requests.js';
import { createHttpTransport } from '../transport/http-transport.js';
import type { Subgraph, SubgraphTransport } from '../transport/subgraph-transport.js';
import { followSupergraph } from './follow-supergraph.js';
import { createGatewayFetchPort } from './gateway-fetch-port.js';
import type {
  AnyContext,
  GraphQLDataSource,
  SupergraphGatewayOptions,
} from './supergraph-gateway-options.js';
import { SupergraphGeneration } from './supergraph-generation.js';

/** Milliseconds for requests that were validated against a schema which has just been replaced. */
const RETIREMENT_GRACE = 5_000;

/**
 * The router's engine as a gateway for Apollo Server, in place of `ApolloGateway`:
 *
 * ```ts
 * const server = new ApolloServer({ gateway: new SupergraphGateway({ supergraphSdl }) });
 * ```
 *
 * Apollo Server parses and validates; the gateway plans, fetches, merges and completes.
 */
export class SupergraphGateway<TContext extends AnyContext = AnyContext> implements GatewayInterface {
  readonly #callbacks = new Set<GatewaySchemaLoadOrUpdateCallback>();
  readonly #dataSources = new Map<string, GraphQLDataSource<TContext> | undefined>();
  readonly #transport: SubgraphTransport;
  #current: SupergraphGeneration | null = null;
  /** A request that was validated against a schema is executed on the supergraph of that schema. */
  readonly #bySchema = new WeakMap<GraphQLSchema, SupergraphGeneration>();
  #stopFollowing: () => Promise<void> = () => Promise.resolve();
  #updating: Promise<void> = Promise.resolve();

  constructor(private readonly options: SupergraphGatewayOptions<TContext>) {
    const transport =
      options.transport ??
      createHttpTransport(options.timeout === undefined ? {} : { timeout: options.timeout });
    this.#transport = options.deduplicate === false ? transport : createDeduplicatingTransport(transport);
  }

  /** Called with the schema when it is loaded, and each time that it changes. */
  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): () => void {
    this.#callbacks.add(callback);
    if (this.#current !== null) this.#tell(callback, this.#current);
    return () => {
      this.#callbacks.delete(callback);
    };
  }

  /**
   * Apollo Server calls this when it starts.
   *
   * @throws {StartError} Thrown when the supergraph is not valid.
   */
  async load(): Promise<{ readonly executor: GatewayExecutor }> {
    const { supergraphSdl, stop } = await followSupergraph(this.options.supergraphSdl, {
      update: (sdl) => this.#update(sdl),
      onError: (error) => {
        this.#logError('The supergraph cannot be followed', error);
      },
    });
    this.#stopFollowing = stop;
    await this.#use(supergraphSdl);
    return { executor: (request) => this.#execute(request as GatewayGraphQLRequestContext<TContext>) };
  }

  /** Apollo Server calls this when it stops, after the last request. */
  async stop(): Promise<void> {
    await this.#stopFollowing();
    await this.#updating;
    await this.#current?.retire();
    await this.#transport.close?.();
  }

  /** Updates one after the other, so that the last one wins. */
  #update(supergraphSdl: string): Promise<void> {
    this.#updating = this.#updating.then(async () => {
      if (supergraphSdl === this.#current?.supergraph.sdl) return;
      try {
        await this.#use(supergraphSdl);
        this.options.logger?.info('The supergraph has been updated.');
      } catch (error) {
        this.#logError('The new supergraph is refused, the old one stays', error);
      }
    });
    return this.#updating;
  }

  async #use(supergraphSdl: string): Promise<void> {
    const previous = this.#current;
    const next = await SupergraphGeneration.load(supergraphSdl, { planner: this.options.planner, previous });
    this.#current = next;
    this.#bySchema.set(next.schema, next);
    for (const callback of this.#callbacks) this.#tell(callback, next);
    void previous?.retire(RETIREMENT_GRACE);
  }

  #tell(callback: GatewaySchemaLoadOrUpdateCallback, { supergraph }: SupergraphGeneration): void {
    callback({ apiSchema: supergraph.apiSchema, coreSupergraphSdl: supergraph.sdl });
  }

  async #execute(request: GatewayGraphQLRequestContext<TContext>): ReturnType<GatewayExecutor> {
    const generation = this.#bySchema.get(request.schema) ?? this.#current;
    if (generation === null) throw new Error('The gateway has not been loaded.');
    const port = createGatewayFetchPort(
      {
        transport: this.#transport,
        dataSource: (subgraph) => this.#dataSource(subgraph),
        subgraphs: generation.subgraphs,
        willSendRequest: this.options.willSendRequest,
        logger: this.options.logger,
      },
      request,
    );
    try {
      const { data, errors } = await generation.execute(request, port);
      const graphqlErrors = errors.map(
        ({ message, path, extensions }) => new GraphQLError(message, { path, extensions }),
      );
      return {
        ...(data === undefined ? {} : { data }),
        ...(errors.length === 0 ? {} : { errors: graphqlErrors }),
      };
    } catch (error) {
      if (!(error instanceof PlanningError)) throw error;
      this.#logError('An operation cannot be planned', error);
      const extensions = { code: error.code };
      return { errors: [new GraphQLError('The operation cannot be planned.', { extensions })] };
    }
  }

  #dataSource(subgraph: Subgraph): GraphQLDataSource<TContext> | undefined {
    const { buildService } = this.options;
    if (buildService === undefined) return undefined;
    const key = `${subgraph.name} ${subgraph.url}`;
    if (!this.#dataSources.has(key)) this.#dataSources.set(key, buildService(subgraph));
    return this.#dataSources.get(key);
  }

  #logError(what: string, error: unknown): void {
    this.options.logger?.error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
