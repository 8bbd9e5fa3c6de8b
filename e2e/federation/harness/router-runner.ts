import type { RouterOptions } from '@techally/router';
import { createInProcessTransport, createRouter } from '@techally/router';
import { pino } from 'pino';
import type { Answer, Operation, Runner, RunnerKind } from './runner.js';
import { serveSubgraphs } from './serve-subgraphs.js';

/** The engine that the suite is for. */
const ENGINE = 'techally';

/** Our router, with the subgraphs in this process. */
export const routerRunner: RunnerKind = {
  name: 'the router',
  isApolloGateway: false,
  create: (supergraph, subgraphs) =>
    createRouterRunner({ supergraph, transport: createInProcessTransport(subgraphs) }),
};

/** Our router, with each subgraph behind a port. */
export const routerOverHttpRunner: RunnerKind = {
  name: 'the router over HTTP',
  isApolloGateway: false,
  async create(supergraph, subgraphs) {
    const served = await serveSubgraphs(subgraphs);
    const runner = await createRouterRunner({ supergraph, subgraphs: served.subgraphs });
    return {
      execute: (operation) => runner.execute(operation),
      async close() {
        await runner.close();
        await served.close();
      },
    };
  },
};

export interface RouterRunner extends Runner {
  /** The text of the answer, in which numbers are as they were written. */
  executeToText(operation: Operation): Promise<string>;
}

/** Asks through `fetch`, so that the answer is the text that a client gets. */
export async function createRouterRunner(options: RouterOptions): Promise<RouterRunner> {
  const router = await createRouter({ engine: ENGINE, logger: pino({ level: 'silent' }), ...options });
  const executeToText = async ({ query, variables, operationName }: Operation): Promise<string> => {
    const response = await router.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables, operationName }),
    });
    return response.text();
  };
  return {
    executeToText,
    execute: async (operation) => JSON.parse(await executeToText(operation)) as Answer,
    close: () => router.close(),
  };
}
