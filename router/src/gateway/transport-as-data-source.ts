import type { GraphQLDataSource } from '@apollo/gateway';
import { readSubgraphReply } from '../transport/read-subgraph-reply.js';
import type { Subgraph, SubgraphTransport } from '../transport/subgraph-transport.js';
import { subgraphHeaders } from './subgraph-headers.js';

/**
 * The transport in the form in which functions and managers ask subgraphs: `IntrospectAndCompose` introspects through it.
 * Operations of clients do not come this way.
 */
export function transportAsDataSource(subgraph: Subgraph, transport: SubgraphTransport): GraphQLDataSource {
  return {
    async process({ request: { query = '', operationName, variables, http } }) {
      const reply = await transport.send(subgraph, {
        operationKind: 'query',
        query,
        operationName,
        variables: variables === undefined ? undefined : JSON.stringify(variables),
        headers: subgraphHeaders(Object.fromEntries(http?.headers ?? []), ''),
      });
      const { data, errors } = readSubgraphReply(subgraph.name, reply);
      return { data: data ?? null, ...(errors === undefined ? {} : { errors }) };
    },
  };
}
