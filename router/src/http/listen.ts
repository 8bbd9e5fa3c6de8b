import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { StartError } from '../errors/start-error.js';
import type { Listening } from '../router.js';

/** Opens the port. */
export async function listen(
  app: FastifyInstance,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Listening> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new StartError('PORT_IN_USE', `Port ${port} on ${host} is in use by another program.`, {
        cause: error,
      });
    }
    throw error;
  }
  const opened = (app.server.address() as AddressInfo).port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${opened}`, port: opened };
}
