import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { GraphQLFormattedError } from 'graphql';
import type { FetchPort, SubgraphOperation } from '../executor/fetch-port.js';
import type { Subgraph, SubgraphReply, SubgraphTransport } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import type {
  AnyContext,
  GraphQLDataSource,
  SupergraphGatewayOptions,
} from './supergraph-gateway-options.js';

export interface GatewayFetchPortOptions<TContext extends AnyContext> {
  readonly transport: SubgraphTransport;
  readonly dataSource: (subgraph: Subgraph) => GraphQLDataSource<TContext> | undefined;
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly willSendRequest: SupergraphGatewayOptions<TContext>['willSendRequest'];
  readonly logger: SupergraphGatewayOptions<TContext>['logger'];
}

/** The executor's way to the subgraphs for one request of Apollo Server. Errors are told as `@apollo/gateway` does. */
export function createGatewayFetchPort<TContext extends AnyContext>(
  options: GatewayFetchPortOptions<TContext>,
  incoming: GatewayGraphQLRequestContext<TContext>,
): FetchPort {
  const { context } = incoming;

  async function sendByTransport(subgraph: Subgraph, sent: SubgraphOperation): Promise<SubgraphReply> {
    const values: Record<string, string> = {};
    if (options.willSendRequest !== undefined) {
      const { query, operationName } = sent;
      await options.willSendRequest({
        subgraph,
        request: { query, operationName, headers: values },
        context,
      });
    }
    // Whatever the hook has set may decide about the answer.
    const sharingKey = JSON.stringify(values);
    return options.transport.send(subgraph, { ...sent, headers: { values, sharingKey } });
  }

  async function sendByDataSource(
    dataSource: GraphQLDataSource<TContext>,
    { query, operationName, variables }: SubgraphOperation,
  ): Promise<SubgraphReply> {
    const result = await dataSource.process({
      // The value of an enum in `@apollo/gateway`, which data sources are given.
      kind: 'incoming operation' as never,
      request: {
        query,
        ...(operationName === undefined ? {} : { operationName }),
        variables: variables === undefined ? {} : (JSON.parse(variables) as Record<string, unknown>),
      },
      incomingRequestContext: incoming,
      context,
    });
    return { kind: 'result', httpStatus: 200, result: { data: result.data, errors: result.errors } };
  }

  return {
    async send(name, sent) {
      const subgraph = options.subgraphs.get(name);
      if (subgraph === undefined) throw new Error(`The plan names an unknown subgraph: ${name}.`);
      const dataSource = options.dataSource(subgraph);
      return dataSource === undefined ? sendByTransport(subgraph, sent) : sendByDataSource(dataSource, sent);
    },
    reportedError: (subgraph, { message, extensions }) => tell(subgraph, { message, extensions }),
    failure(subgraph, error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.logger?.warn(`Subgraph "${subgraph}": ${reason}`);
      const code = error instanceof SubrequestError ? error.code : 'SUBREQUEST_FAILED';
      return tell(subgraph, { message: reason, extensions: { code } });
    },
  };
}

function tell(
  serviceName: string,
  { message, extensions }: Pick<GraphQLFormattedError, 'message' | 'extensions'>,
): GraphQLFormattedError {
  return {
    message: message === '' ? `Subgraph "${serviceName}" reported an error without a message.` : message,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName, ...extensions },
  };
}
