import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { EngineName } from '@techally/router';
import { readSubgraphs } from '@techally/router';
import { parseLosslessly } from '../canonical-json.js';
import { createRouterSubject } from './router-subject.js';
import type { AnswerSubgraph, CreateSubject } from './subject.js';

/** Milliseconds after which a subgraph that does not answer counts as gone. */
const TIMEOUT = 150;

/** An engine inside the whole router, which reaches its subgraphs by HTTP. */
export function httpRouterSubject(engine: EngineName): CreateSubject {
  return async (supergraphSdl, answer) => {
    const server = createServer((request, response) => {
      handle(request, response, answer).catch(() => {
        response.destroy();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const subgraphs = Object.fromEntries(
      readSubgraphs(supergraphSdl).map(({ name }) => [name, { url: `http://127.0.0.1:${port}/${name}` }]),
    );
    const subject = await createRouterSubject({ supergraphSdl, engine, subgraphs, subgraphTimeout: TIMEOUT });
    return {
      log: subject.log,
      execute: (request) => subject.execute(request),
      async close() {
        await subject.close();
        server.closeAllConnections();
        server.close();
      },
    };
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answer: AnswerSubgraph,
): Promise<void> {
  const { query, variables } = parseLosslessly(await text(request)) as { query: string; variables?: unknown };
  const given = variables === undefined ? undefined : JSON.stringify(variables);
  const body = await answer((request.url ?? '/').slice(1), query, given);
  if (body.kind === 'failure') {
    if (body.code === 'SUBREQUEST_HTTP_ERROR') response.destroy();
    return;
  }
  const isText = body.kind === 'text';
  response.writeHead(body.status, { 'content-type': isText ? body.mediaType : 'application/json' });
  response.end(isText ? body.text : JSON.stringify(body.result));
}
