import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { graphql } from 'graphql';
import { shopRoot } from '../supergraph/shop-graph.ts';
import { AnswerCache } from './answer-cache.ts';
import { injectFault } from './injected-fault.ts';

export interface SubgraphServerOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Milliseconds that every answer waits; 0 for none. */
  readonly latency: number;
}

const CACHE_BYTES = 64 * 1024 * 1024;

/** One subgraph over HTTP, quick enough to keep a gateway busy from the same core as the load. */
export function createSubgraphServer({ name, schema, latency }: SubgraphServerOptions): Server {
  const cache = new AnswerCache(CACHE_BYTES);

  function answer(body: string, take: (answer: Buffer) => void): void {
    const known = cache.get(body);
    if (known !== undefined) {
      take(known);
      return;
    }
    void execute(schema, body).then((made) => {
      cache.set(body, made);
      take(made);
    });
  }

  const server = createServer((request, response) => {
    readBody(request, (body) => {
      if (injectFault(name, request.headers.authorization, response)) return;
      answer(body, (made) => {
        if (latency === 0) send(response, made);
        else setTimeout(send, latency, response, made);
      });
    });
  });
  // Longer than any pause between two rounds, so that gateways keep their connections.
  server.keepAliveTimeout = 600_000;
  return server;
}

/** Latin-1 keeps bytes apart at the least cost: the text is a key first, and is decoded only when it is new. */
function readBody(request: IncomingMessage, take: (body: string) => void): void {
  let body = '';
  request.setEncoding('latin1');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    take(body);
  });
}

async function execute(schema: GraphQLSchema, body: string): Promise<Buffer> {
  const { query, variables, operationName } = JSON.parse(Buffer.from(body, 'latin1').toString('utf8')) as {
    readonly query: string;
    readonly variables?: Record<string, unknown> | null;
    readonly operationName?: string | null;
  };
  const result = await graphql({
    schema,
    source: query,
    rootValue: shopRoot,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
  });
  return Buffer.from(JSON.stringify(result));
}

function send(response: ServerResponse, answer: Buffer): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': answer.length,
  });
  response.end(answer);
}
