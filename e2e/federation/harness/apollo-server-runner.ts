import { ApolloServer, HeaderMap } from '@apollo/server';
import type { SubgraphTransport } from '@techally/router';
import { createInProcessTransport, SupergraphGateway } from '@techally/router';
import type { Answer, RunnerKind } from './runner.js';

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Our engine as the gateway of an Apollo Server, with the subgraphs in this process. */
export const apolloServerRunner: RunnerKind = {
  name: 'the gateway in Apollo Server',
  isApolloGateway: false,
  async create(supergraphSdl, subgraphs) {
    const transport: SubgraphTransport = createInProcessTransport(subgraphs);
    const server = new ApolloServer({
      gateway: new SupergraphGateway({
        supergraphSdl,
        transport,
        accessDirectives: 'ignore',
        logger: SILENT,
      }),
      introspection: true,
      includeStacktraceInErrorResponses: false,
      logger: SILENT,
    });
    await server.start();
    return {
      async execute({ query, variables, operationName }) {
        const response = await server.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: 'POST',
            headers: new HeaderMap([['content-type', 'application/json']]),
            search: '',
            // As a body arrives: what is undefined is not there.
            body: JSON.parse(JSON.stringify({ query, variables, operationName })) as unknown,
          },
          context: () => Promise.resolve({}),
        });
        if (response.body.kind !== 'complete') throw new Error('The server answered in parts.');
        return JSON.parse(response.body.string) as Answer;
      },
      close: () => server.stop(),
    };
  },
};
