import type { Server } from 'node:http';

/** Takes no more connections, closes idle ones, and waits for the others. A server that never listened is closed. */
export function closeHttpServer(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}
