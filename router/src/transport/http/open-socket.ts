import type { OnReadOpts, Socket } from 'node:net';
import { connect as connectTcp, isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import type { HttpTarget } from './http-target.js';

/** What a connection with certificates needs beyond the defaults of Node.js. */
export type TlsOptions = Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;

/** Opens a connection. `onRead` gets what arrives: `bytes[0]` up to `bytes[length]`, valid until it returns. */
export type OpenSocket = (onRead: (length: number, bytes: Buffer) => void) => Socket;

const READ_SIZE = 64 * 1024;

/**
 * One buffer for all sockets: it is filled and handed over in one go, and without it Node.js allocates 64 KiB for each
 * read. Not so on Windows, where a pending read owns its buffer.
 */
const sharedBuffer = process.platform === 'win32' ? undefined : Buffer.allocUnsafeSlow(READ_SIZE);

/** Prepares opening connections to one origin. TLS sessions are resumed; certificates are always checked. */
export function createOpenSocket(target: HttpTarget, tls: TlsOptions): OpenSocket {
  const { hostname: host, port, isSecure } = target;
  let session: Buffer | undefined;

  return (onRead) => {
    const onread: OnReadOpts = {
      buffer: sharedBuffer ?? Buffer.allocUnsafeSlow(READ_SIZE),
      callback: (length, bytes) => {
        onRead(length, bytes as Buffer);
        return true;
      },
    };
    if (!isSecure) return connectTcp({ host, port, noDelay: true, onread });
    const options: ConnectionOptions & { readonly onread: OnReadOpts } = {
      ...tls,
      host,
      port,
      ALPNProtocols: ['http/1.1'],
      // RFC 6066 allows no addresses here.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(session === undefined ? {} : { session }),
      onread,
    };
    const socket = connectTls(options);
    socket.setNoDelay(true);
    socket.on('session', (ticket) => {
      session = ticket;
    });
    return socket;
  };
}
