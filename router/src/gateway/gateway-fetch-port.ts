import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { GraphQLFormattedError } from 'graphql';
import type { FetchPort, SubgraphOperation } from '../executor/fetch-port.js';
import { copyResult } from '../transport/copy-result.js';
import type {
  Subgraph,
  SubgraphHeaders,
  SubgraphReply,
  SubgraphTransport,
} from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import { INCOMING_OPERATION } from './data-source-kinds.js';
import type { DataSources } from './data-sources.js';
import { numbersOnly } from './numbers-only.js';
import { subgraphHeaders } from './subgraph-headers.js';
import type { AnyContext, SupergraphGatewayOptions } from './supergraph-gateway-options.js';

export interface GatewayFetchPortOptions<TContext extends AnyContext> extends Pick<
  SupergraphGatewayOptions<TContext>,
  'willSendRequest' | 'exactNumbers' | 'logger'
> {
  readonly transport: SubgraphTransport;
  readonly dataSources: DataSources;
}

/** One request of Apollo Server, on one supergraph. */
export interface IncomingRequest<TContext extends AnyContext> {
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly requestContext: GatewayGraphQLRequestContext<TContext>;
  /** When it began, by the mutation clock. */
  readonly time: string;
}

/** The executor's way to the subgraphs for one request. Errors are told as `@apollo/gateway` does. */
export function createGatewayFetchPort<TContext extends AnyContext>(
  options: GatewayFetchPortOptions<TContext>,
  { subgraphs, requestContext, time }: IncomingRequest<TContext>,
): FetchPort {
  const { transport, dataSources, willSendRequest, exactNumbers = true, logger } = options;
  const { context } = requestContext;

  async function makeHeaders(subgraph: Subgraph, sent: SubgraphOperation): Promise<SubgraphHeaders> {
    const headers: Record<string, string | undefined> = {};
    const { query, operationName } = sent;
    const request = { query, operationName, headers };
    await willSendRequest?.({ subgraph, request, context, incomingRequestContext: requestContext });
    return subgraphHeaders(headers, time);
  }

  async function sendByTransport(subgraph: Subgraph, sent: SubgraphOperation): Promise<SubgraphReply> {
    const headers =
      willSendRequest === undefined ? { values: {}, sharingKey: time } : await makeHeaders(subgraph, sent);
    const reply = await transport.send(subgraph, { ...sent, headers });
    return exactNumbers ? reply : numbersOnly(reply);
  }

  async function sendByDataSource(
    dataSource: GraphQLDataSource,
    { query, operationName, variables }: SubgraphOperation,
  ): Promise<SubgraphReply> {
    const { data, errors } = await dataSource.process({
      kind: INCOMING_OPERATION,
      request: {
        query,
        ...(operationName === undefined ? {} : { operationName }),
        variables: variables === undefined ? {} : (JSON.parse(variables) as Record<string, unknown>),
      },
      incomingRequestContext: requestContext,
      context,
    });
    // The executor marks the objects that it gets, and a data source may hold on to them, to answer with them again.
    return { kind: 'result', httpStatus: 200, result: { data: copyResult(data), errors } };
  }

  return {
    async send(name, sent) {
      const subgraph = subgraphs.get(name);
      if (subgraph === undefined) throw new Error(`The plan names an unknown subgraph: ${name}.`);
      const dataSource = dataSources.get(subgraph);
      return dataSource === undefined ? sendByTransport(subgraph, sent) : sendByDataSource(dataSource, sent);
    },
    reportedError: tell,
    failure(subgraph, error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      logger?.warn(`Subgraph "${subgraph}": ${message}`);
      return tell(subgraph, { message, extensions: { code: 'SUBREQUEST_FAILED', ...extensionsOf(error) } });
    },
  };
}

/** Data sources throw `GraphQLError`s, of whatever copy of graphql-js. */
function extensionsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof SubrequestError) return { code: error.code };
  return error instanceof Error && 'extensions' in error ? (error.extensions as Record<string, unknown>) : {};
}

type ReportedError = Pick<GraphQLFormattedError, 'message' | 'extensions'>;

function tell(serviceName: string, { message, extensions }: ReportedError): GraphQLFormattedError {
  // Apollo Server would take the status of its answer from `http`, which is no matter of a subgraph.
  const { http: _, ...told } = extensions ?? {};
  return {
    message:
      typeof message === 'string' && message !== ''
        ? message
        : `Subgraph "${serviceName}" reported an error without a message.`,
    extensions: { ...told, code: told['code'] ?? 'DOWNSTREAM_SERVICE_ERROR', serviceName },
  };
}
