import type { GraphQLResolverMap } from '@apollo/subgraph';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { graphql, parse } from 'graphql';
import type { InProcessRequest, InProcessSubgraph } from '../transport/in-process-transport.js';
import { withLink } from './compose-supergraph.js';

export interface TestSubgraph extends InProcessSubgraph {
  readonly schema: GraphQLSchema;
  /** Every request so far. */
  readonly requests: InProcessRequest[];
}

/** A real subgraph in this process, which remembers what it was asked. */
export function createTestSubgraph(sdl: string, resolvers: GraphQLResolverMap): TestSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: parse(withLink(sdl)), resolvers }]);
  const requests: InProcessRequest[] = [];
  return {
    schema,
    requests,
    async execute(request) {
      requests.push(request);
      const { data, errors } = await graphql({
        schema,
        source: request.query,
        variableValues: request.variables,
        operationName: request.operationName,
        contextValue: { headers: request.headers },
      });
      return { data: data, errors };
    },
  };
}
