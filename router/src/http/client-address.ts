import { isIP } from 'node:net';

export interface AddressedRequest {
  /** What Fastify makes of socket and `X-Forwarded-For`, according to `trustProxy`. */
  readonly ip: string | undefined;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * The client's IP address. A trusted proxy may pass on whatever its client wrote into `X-Forwarded-For`; text that is
 * no address falls back to the socket, so that limits and logs cannot be filled with inventions.
 */
export function clientAddress({ ip, socket }: AddressedRequest): string | undefined {
  return ip !== undefined && isIP(ip) !== 0 ? ip : socket.remoteAddress;
}
