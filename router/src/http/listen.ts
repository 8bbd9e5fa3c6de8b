import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../errors/start-error.js';
import type { Listening } from '../router.js';

/** Opens the port. */
export async function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Listening> {
  try {
    await open(server, port, host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new StartError('PORT_IN_USE', `Port ${port} on ${host} is in use by another program.`, {
        cause: error,
      });
    }
    throw error;
  }
  const opened = (server.address() as AddressInfo).port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${opened}`, port: opened };
}

function open(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
