import { isIP } from 'node:net';

/** Where requests for one URL go. */
export interface HttpTarget {
  /** What connections are shared by: scheme, host and port. */
  readonly origin: string;
  readonly isSecure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  /** The value of the `host` header. */
  readonly authority: string;
  /** Path and query. */
  readonly path: string;
  /** The value of the `authorization` header, when the URL holds a user name or password. */
  readonly authorization: string | undefined;
  /** Whether the host is this machine, where compression costs more than it saves. */
  readonly isLoopback: boolean;
}

/** @returns `undefined` when it is no URL, or one of another scheme than `http` and `https`. */
export function parseHttpTarget(text: string): HttpTarget | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    return undefined;
  const isSecure = url.protocol === 'https:';
  const hostname = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  return {
    origin: url.origin,
    isSecure,
    hostname,
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    authority: url.host,
    path: url.pathname + url.search,
    authorization: basicCredentials(url),
    isLoopback: isLoopback(hostname),
  };
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
function basicCredentials({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const credentials = `${decodePercent(username)}:${decodePercent(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** A percent sign that encodes nothing stands for itself. */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isLoopback(hostname: string): boolean {
  if (isIP(hostname) === 4) return hostname.startsWith('127.');
  return hostname === '::1' || hostname === 'localhost' || hostname.endsWith('.localhost');
}
