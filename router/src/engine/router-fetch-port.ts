import { OperationTypeNode } from 'graphql';
import type { FetchCaching } from '../entity-cache/fetch-caching.js';
import type { ToldError } from '../errors/subgraph-error-policy.js';
import type { FetchPort } from '../executor/fetch-port.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import type { Subgraph } from '../transport/subgraph-transport.js';
import type { EngineOptions } from './engine-options.js';
import type { PreparedOperation } from './engine.js';

/** The executor's way to the subgraphs, for one request. */
export interface RouterFetchPort extends FetchPort {
  /** Whether the client of a query has gone. Mutations go on: later steps may undo or complete earlier ones. */
  readonly isAbandoned: () => boolean;
}

type CreateFetchPort = (operation: PreparedOperation, context: OperationContext) => RouterFetchPort;

export function createRouterFetchPort(
  options: EngineOptions,
  subgraphs: readonly Subgraph[],
  caching?: FetchCaching,
): CreateFetchPort {
  const byName = new Map(
    subgraphs.map(({ name, url }) => [name, { name, url: options.subgraphUrls.get(name) ?? url }]),
  );
  const { transport, subgraphHeaders, subgraphErrors } = options;

  return (operation, context) => {
    const isQuery = operation.operation.operation === OperationTypeNode.QUERY;
    const cancellation = isQuery ? context.cancellation : undefined;

    const tell = (subgraph: string, { message, extensions }: ToldError): ToldError => {
      const serviceName = subgraphErrors.namesSubgraphsTo(context.identity) ? { serviceName: subgraph } : {};
      return { message, extensions: { ...extensions, ...serviceName } };
    };

    return {
      cache: isQuery ? caching?.forQuery(context) : undefined,
      isAbandoned: () => cancellation?.isCancelled === true,
      send(name, sent) {
        const subgraph = byName.get(name);
        if (subgraph === undefined)
          return Promise.reject(new Error(`The plan names an unknown subgraph: ${name}.`));
        const headers = subgraphHeaders(context, subgraph);
        return transport.send(subgraph, { ...sent, headers, cancellation, context });
      },
      reportedError: (subgraph, error) => tell(subgraph, subgraphErrors.reported(subgraph, error)),
      failure(subgraph, error) {
        if (cancellation?.isCancelled !== true)
          context.logger.warn({ err: error, subgraph }, 'a subgraph request failed');
        return tell(subgraph, subgraphErrors.failed(subgraph, error));
      },
    };
  };
}
