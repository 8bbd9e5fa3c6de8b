import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { HttpTransportOptions } from '../http-transport.js';
import { createHttpTransport } from '../http-transport.js';
import type { Subgraph, SubgraphReply, SubgraphRequest, SubgraphTransport } from '../subgraph-transport.js';
import type { RawServer } from './raw-server.js';
import { startRawServer } from './raw-server.js';
import { subgraphRequest } from './subgraph-request.js';

const cleanUps: (() => Promise<unknown>)[] = [];

/** Closes what the test opened; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const step of cleanUps.splice(0).reverse()) await step();
}

/** A subgraph that `node:http` serves. */
export async function serve(
  listener: RequestListener,
  server: Server = createServer(listener),
): Promise<Subgraph> {
  cleanUps.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { name: 'users', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

export async function serveRaw(answer: Parameters<typeof startRawServer>[0]): Promise<RawServer> {
  const server = await startRawServer(answer);
  cleanUps.push(() => server.close());
  return server;
}

export function transportWith(options: HttpTransportOptions = {}): SubgraphTransport {
  const transport = createHttpTransport(options);
  cleanUps.push(async () => transport.close?.());
  return transport;
}

/** Sends one request through a transport of its own. */
export async function send(
  subgraph: Subgraph,
  options: HttpTransportOptions = {},
  request: Partial<SubgraphRequest> = {},
): Promise<SubgraphReply> {
  return transportWith(options).send(subgraph, subgraphRequest(request));
}

/** The bytes of a response with a body. */
export function response(body: string, headers = ''): string {
  return `HTTP/1.1 200 OK\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

export const ANSWER = response('{"data":{}}');

/** Matches a reply with this text. */
export function text(value: string): unknown {
  return expect.objectContaining({ kind: 'text', text: value });
}
