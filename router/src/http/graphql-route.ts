import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HandleOperation } from '../pipeline/handle-operation.js';
import { clientAddress } from './client-address.js';

export const GRAPHQL_PATH = '/graphql';
export const GRAPHQL_METHODS = ['GET', 'POST'] as const;

/** Takes operations at `/graphql`, as GraphQL over HTTP describes (https://graphql.github.io/graphql-over-http/draft/). */
export function addGraphqlRoute(app: FastifyInstance, handleOperation: HandleOperation): void {
  app.route({
    method: [...GRAPHQL_METHODS],
    url: GRAPHQL_PATH,
    handler: async (request, reply) => {
      const answer = await handleOperation({
        method: request.method,
        headers: request.headers,
        search: search(request.url),
        body: request.body,
        requestId: request.id,
        clientAddress: clientAddress(request),
        signal: goneSignal(reply),
        logger: request.log,
      });
      // Answers depend on who asks; no cache on the way may keep one.
      void reply.code(answer.status).header('cache-control', 'no-store');
      for (const [name, value] of answer.headers) void reply.header(name, value);
      return reply.send(answer.body);
    },
  });
}

function search(url: FastifyRequest['url']): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

/** Aborts when the connection closes before the answer has been written. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) gone.abort();
  });
  return gone.signal;
}
