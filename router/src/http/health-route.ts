import type { FastifyInstance } from 'fastify';

/**
 * `GET /health` says that the process lives; `GET /health?ready` whether it should get requests, which it should not
 * from the moment that it begins to stop.
 */
export function addHealthRoute(app: FastifyInstance, isReady: () => boolean): void {
  app.get<{ Querystring: Readonly<Record<string, unknown>> }>('/health', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    if ('ready' in request.query && !isReady()) return reply.code(503).send({ status: 'stopping' });
    return { status: 'ok' };
  });
}
