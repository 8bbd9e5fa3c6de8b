import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import type { RouterConfig } from '../config/router-config.js';
import type { RequestHead } from './carrier.js';

/** The client's IP address; `undefined` when its connection is already gone. */
export type ClientAddress = (request: RequestHead) => string | undefined;

/**
 * Reads the client's address from the socket, or from `X-Forwarded-For` as far as trusted proxies vouch for it. A trusted
 * proxy may pass on whatever its client wrote there; text that is no address falls back to the socket, so that limits and
 * logs cannot be filled with inventions.
 */
export function createClientAddress(trustProxy: RouterConfig['trustProxy']): ClientAddress {
  const socketAddress: ClientAddress = ({ socket }) => socket.remoteAddress;
  if (trustProxy === false) return socketAddress;
  const trusted = trustProxy === true ? () => true : proxyAddr.compile(trustProxy);
  return (request) => {
    if (request.headers['x-forwarded-for'] === undefined) return socketAddress(request);
    // It reads the header and the socket's address, nothing else.
    const farthest = proxyAddr.all(request as IncomingMessage, trusted).at(-1);
    return farthest !== undefined && isIP(farthest) !== 0 ? farthest : socketAddress(request);
  };
}
