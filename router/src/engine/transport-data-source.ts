import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { OperationTypeNode } from 'graphql';
import { SubgraphError } from '../errors/subgraph-error.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import { readSubgraphReply } from '../transport/read-subgraph-reply.js';
import type { Subgraph, SubgraphResponse } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import type { EngineOptions } from './engine-options.js';

export type TransportDataSourceOptions = Pick<
  EngineOptions,
  'transport' | 'subgraphHeaders' | 'subgraphErrors'
>;

/** Lets `@apollo/gateway` ask a subgraph through our transport, and gives it errors that may leave the router. */
export class TransportDataSource implements GraphQLDataSource<OperationContext> {
  constructor(
    private readonly subgraph: Subgraph,
    private readonly options: TransportDataSourceOptions,
  ) {}

  async process(options: GraphQLDataSourceProcessOptions<OperationContext>): Promise<GatewayGraphQLResponse> {
    // The context's type allows less in the other kinds (health check, schema loading), which are not switched on.
    if (!('incomingRequestContext' in options)) throw new Error('Only operations are sent to subgraphs.');
    const { request, incomingRequestContext, context } = options;
    const { name } = this.subgraph;
    const { transport, subgraphHeaders, subgraphErrors } = this.options;
    const variables = request.variables ?? {};
    // A mutation is not stopped halfway when its client leaves: its later steps may undo or complete the earlier ones.
    const isQuery = incomingRequestContext.operation.operation === OperationTypeNode.QUERY;
    const cancellation = isQuery ? context.cancellation : undefined;
    try {
      const query = request.query ?? '';
      const reply = await transport.send(this.subgraph, {
        // A mutation's later fetches, of entities, are queries.
        operationKind: /^\s*mutation\b/.test(query) ? 'mutation' : 'query',
        query,
        variables: Object.keys(variables).length === 0 ? undefined : JSON.stringify(variables),
        operationName: request.operationName,
        headers: subgraphHeaders(context, this.subgraph),
        cancellation,
        context,
      });
      const response = readSubgraphReply(name, reply);
      checkEntities(name, variables, response);
      const errors = response.errors?.map(
        (error) => new SubgraphError(name, subgraphErrors.reported(name, error), error.path),
      );
      return {
        data: response.data ?? null,
        ...(errors === undefined || errors.length === 0 ? {} : { errors }),
      };
    } catch (error) {
      if (cancellation?.isCancelled !== true)
        context.logger.warn({ err: error, subgraph: name }, 'a subgraph request failed');
      return { data: null, errors: [new SubgraphError(name, subgraphErrors.failed(name, error))] };
    }
  }
}

/** The gateway merges entities by their place in the list and would stop the operation at a list of another length. */
function checkEntities(
  subgraph: string,
  variables: Readonly<Record<string, unknown>>,
  { data, errors }: SubgraphResponse,
): void {
  const representations = variables['representations'];
  if (!Array.isArray(representations) || data === null || data === undefined) return;
  const entities = data['_entities'];
  if (Array.isArray(entities) && entities.length === representations.length) return;
  // With errors, a missing list is the consequence of an error that the client will see.
  if ((entities === null || entities === undefined) && errors !== undefined && errors.length > 0) {
    data['_entities'] = representations.map(() => null);
    return;
  }
  throw new SubrequestError(
    'SUBREQUEST_MALFORMED_RESPONSE',
    `Subgraph "${subgraph}" did not answer one entity for each of ${representations.length} representations.`,
  );
}
