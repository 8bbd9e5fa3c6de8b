import type { GraphQLDataSource, SupergraphManager, SupergraphSdlHook } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { PlannerName } from '../planner/create-planner.js';
import type { SupergraphSource } from '../supergraph/supergraph-source.js';
import type { Subgraph, SubgraphTransport } from '../transport/subgraph-transport.js';

/** Context values of Apollo Server are objects of any shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as GatewayInterface has it; users name their own type
export type AnyContext = Record<string, any>;

export interface SupergraphGatewayOptions<TContext extends AnyContext = AnyContext> {
  /**
   * The composed supergraph: its text; a function or manager as `@apollo/gateway` takes them (`IntrospectAndCompose` is
   * one), which may update it later; or a source such as `createFileSource` and `createUrlSource` make. An update that is
   * not valid is refused, with the reason in the log, and the supergraph in use stays.
   */
  readonly supergraphSdl: string | SupergraphSdlHook | SupergraphManager | SupergraphSource;
  /**
   * Sets the headers of a request to a subgraph. Nothing of the client's request is copied by itself. When it throws, the
   * request is not sent, and the fields that it was for have an error.
   */
  readonly willSendRequest?:
    ((options: WillSendRequestOptions<TContext>) => void | Promise<void>) | undefined;
  /**
   * How a subgraph is asked, in place of `transport`: an object with `process`, such as a `RemoteGraphQLDataSource` of
   * `@apollo/gateway`, which sets headers itself: `willSendRequest` is not called for it. Called once for each name and
   * URL. `undefined` leaves the subgraph to `transport`.
   */
  readonly buildService?: ((definition: Subgraph) => GraphQLDataSource | undefined) | undefined;
  /** How subgraphs without a data source are asked; closed with the gateway. Default: by HTTP/1.1, with `timeout`. */
  readonly transport?: SubgraphTransport | undefined;
  /** Milliseconds that a subgraph may take for one request of the default transport. Default 30,000. */
  readonly timeout?: number | undefined;
  /**
   * Whether equal queries to a subgraph that are under way at the same time, with equal headers, are sent once. Not those
   * of data sources. Default true.
   */
  readonly deduplicate?: boolean | undefined;
  /**
   * Whether numbers stay as the subgraph wrote them, also those that JavaScript cannot hold or writes otherwise
   * (`12345678901234567890`, `1.0`): these are `JSON.rawJSON` objects in `data`, which `JSON.stringify` writes as they
   * came. Without it they are numbers, for plugins that reckon with them. Not for data sources. Default true.
   */
  readonly exactNumbers?: boolean | undefined;
  /**
   * What becomes of a supergraph with `@authenticated`, `@requiresScopes` or `@policy`, which the router enforces and this
   * gateway does not: it does not know who is asking. `refuse`, as `@apollo/gateway` does, or `ignore`, where the
   * subgraphs or the server check by themselves. Default `refuse`.
   */
  readonly accessDirectives?: 'refuse' | 'ignore' | undefined;
  /** What plans. Default `rust`, with `apollo` for what it cannot plan. */
  readonly planner?: PlannerName | undefined;
  /** Default: warnings and errors to standard error, as JSON lines. */
  readonly logger?: GatewayLogger | undefined;
}

export interface WillSendRequestOptions<TContext extends AnyContext = AnyContext> {
  readonly subgraph: Subgraph;
  readonly request: {
    readonly query: string;
    readonly operationName: string | undefined;
    /**
     * Empty at first. Those that are `undefined` are not sent, and neither are those that HTTP itself needs
     * (`content-length`, `host` …): the transport writes them.
     */
    readonly headers: Record<string, string | undefined>;
  };
  /** The context value that Apollo Server made for the client's request. */
  readonly context: TContext;
  /** The client's request, as Apollo Server tells it. */
  readonly incomingRequestContext: GatewayGraphQLRequestContext<TContext>;
}

/** The console, pino and the loggers of Apollo Server are some. */
export interface GatewayLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
