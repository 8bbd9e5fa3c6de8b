import type { GatewayGraphQLRequestContext, GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { PlannerName } from '../planner/create-planner.js';
import type { SupergraphSource } from '../supergraph/supergraph-source.js';
import type { Subgraph, SubgraphTransport } from '../transport/subgraph-transport.js';

/** Context values of Apollo Server are objects of any shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as GatewayInterface has it; users name their own type
export type AnyContext = Record<string, any>;

export interface SupergraphGatewayOptions<TContext extends AnyContext = AnyContext> {
  /**
   * The composed supergraph: its text; a function or manager as `@apollo/gateway` takes them, which can update it later;
   * or a source (`supergraphFromFile`, `supergraphFromUrl`).
   */
  readonly supergraphSdl: string | SupergraphSdlHook | SupergraphManager | SupergraphSource;
  /**
   * Sets the headers of requests to subgraphs. `request.headers` is empty at first, but for what HTTP needs: nothing of
   * the client's request is copied by itself.
   */
  readonly willSendRequest?: (options: WillSendRequestOptions<TContext>) => void | Promise<void>;
  /**
   * How a subgraph is asked, in place of the router's own HTTP client: an object with `process`, such as a
   * `RemoteGraphQLDataSource` of `@apollo/gateway`. `undefined` for a subgraph leaves it to the HTTP client.
   */
  readonly buildService?: (definition: Subgraph) => GraphQLDataSource<TContext> | undefined;
  /** How subgraphs without a data source are reached. Default: HTTP/1.1 with connections that are kept. */
  readonly transport?: SubgraphTransport;
  /** Milliseconds that a subgraph may take for one request by HTTP. Default 30,000. */
  readonly timeout?: number;
  /** Whether equal queries to a subgraph that are under way at the same time, with equal headers, are sent once. Default true. */
  readonly deduplicate?: boolean;
  /** Default `rust`, with `apollo` for what it cannot plan. */
  readonly planner?: PlannerName;
  /** Told when the supergraph is updated, refused, or a subgraph cannot be asked. Default: nothing is logged. */
  readonly logger?: GatewayLogger;
}

export interface WillSendRequestOptions<TContext extends AnyContext> {
  readonly subgraph: Subgraph;
  readonly request: {
    readonly query: string;
    readonly operationName: string | undefined;
    /** Names in lower case. */
    readonly headers: Record<string, string>;
  };
  /** The context value that Apollo Server made for the client's request. */
  readonly context: TContext;
}

/** What `@apollo/gateway` calls a data source. */
export interface GraphQLDataSource<TContext extends AnyContext = AnyContext> {
  process(options: {
    readonly kind: never;
    readonly request: GatewayGraphQLRequestContext<TContext>['request'];
    readonly incomingRequestContext: GatewayGraphQLRequestContext<TContext>;
    readonly context: TContext;
  }): Promise<GatewayGraphQLResponse>;
}

/** As `@apollo/gateway` calls it: gives the first supergraph, and `update` takes each later one. */
export type SupergraphSdlHook = (options: SupergraphHookOptions) => Promise<SupergraphHookResult>;

export interface SupergraphManager {
  initialize(options: SupergraphHookOptions): Promise<SupergraphHookResult>;
}

export interface SupergraphHookOptions {
  /** A supergraph that is not valid is refused, and told to the logger; the old one stays. */
  readonly update: (supergraphSdl: string) => void;
}

export interface SupergraphHookResult {
  readonly supergraphSdl: string;
  readonly cleanup?: (() => Promise<void>) | undefined;
}

export interface GatewayLogger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
