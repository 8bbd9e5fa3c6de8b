import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { InProcessRequest, InProcessSubgraph } from '../../transport/in-process-transport.js';
import { onCleanUp } from './clean-ups.js';

/** Serves a subgraph over HTTP until the test ends; returns its URL. */
export async function serveSubgraph(subgraph: InProcessSubgraph): Promise<string> {
  return serveHttp(async (request, response) => {
    const { query = '', variables = {}, operationName } = (await json(request)) as Partial<InProcessRequest>;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const result = await subgraph.execute({ query, variables, operationName, headers });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
}

/** Serves whatever the test wants until it ends; returns the URL. */
export async function serveHttp(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<string> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onCleanUp(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
