import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Subgraph } from '../subgraph-transport.js';

/** A server that speaks bytes, and so can say what no HTTP library says. */
export interface RawServer {
  readonly subgraph: Subgraph;
  /** Each request so far, as it arrived. */
  readonly requests: string[];
  readonly connectionCount: () => number;
  /** Those that are open. */
  readonly sockets: ReadonlySet<Socket>;
  close(): Promise<void>;
}

/**
 * Calls `answer` for each complete request.
 *
 * @param answer `index` counts requests from 0, over all connections.
 */
export async function startRawServer(
  answer: (socket: Socket, index: number, request: string) => void,
): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connectionCount = 0;
  const server = createServer((socket) => {
    connectionCount += 1;
    sockets.add(socket);
    let text = '';
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      const bodyStart = text.indexOf('\r\n\r\n') + 4;
      const length = Number(/\r\ncontent-length: (\d+)\r\n/.exec(text)?.[1]);
      if (bodyStart < 4 || text.length < bodyStart + length) return;
      const request = text;
      text = '';
      requests.push(request);
      answer(socket, requests.length - 1, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    subgraph: { name: 'users', url: `http://127.0.0.1:${port}/graphql` },
    requests,
    connectionCount: () => connectionCount,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
