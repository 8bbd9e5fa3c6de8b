import { json } from 'node:stream/consumers';
import { serveHttp } from '@techally/test-parts';
import type { RunningSubgraph, SubgraphOperation } from './running-subgraph.js';
import { BrokenConnectionError } from './running-subgraph.js';

export interface ServedSubgraphs {
  /** Where they listen, by name, as `createRouter` takes it. */
  readonly subgraphs: Readonly<Record<string, { readonly url: string }>>;
  close(): Promise<void>;
}

/** Opens a port for each subgraph, as a GraphQL server would: https://graphql.github.io/graphql-over-http/draft/ */
export async function serveSubgraphs(
  running: ReadonlyMap<string, RunningSubgraph>,
): Promise<ServedSubgraphs> {
  const servers = await Promise.all([...running.values()].map(serve));
  return {
    subgraphs: Object.fromEntries(servers.map(({ name, url }) => [name, { url }])),
    close: async () => {
      await Promise.all(servers.map(({ close }) => close()));
    },
  };
}

interface Served {
  readonly name: string;
  readonly url: string;
  close(): Promise<void>;
}

async function serve(subgraph: RunningSubgraph): Promise<Served> {
  const { url, close } = await serveHttp((request, response) => {
    void (async () => {
      try {
        const result = await subgraph.execute((await json(request)) as SubgraphOperation);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
      } catch (error) {
        if (!(error instanceof BrokenConnectionError)) throw error;
        request.socket.destroy();
      }
    })();
  });
  return { name: subgraph.name, url: `${url}/`, close };
}
