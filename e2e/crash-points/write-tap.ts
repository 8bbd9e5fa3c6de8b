import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { WriteWatch } from './write-watch.js';

/** What a tap stands in front of. */
export interface TapTarget {
  /** Whose writes they are. */
  readonly service: string;
  readonly watch: WriteWatch;
  readonly host: string;
  readonly port: number;
}

/** Stands between a service and a server. */
export interface WriteTap {
  /** Where the service finds it on 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a tap's port. */
export async function listenTap(server: Server): Promise<WriteTap> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
