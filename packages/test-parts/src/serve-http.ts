import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server of a test. */
export interface ServedHttp {
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** Closes all connections, too. */
  close(): Promise<void>;
  /** From now on it does not keep the process alive. */
  unref(): void;
}

/** Serves HTTP on a free port of 127.0.0.1. */
export async function serveHttp(listener: RequestListener): Promise<ServedHttp> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    unref() {
      server.unref();
    },
  };
}
