/** What to tell a client to wait, in seconds (`Retry-After`), when its request found no connection. */
export const RETRY_AFTER_SECONDS = 1;

/** Prisma: cannot reach, timed out, closed by the server, pool timeout, too many connections. */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);

/** Prisma uses one code for everything about interactive transactions; these two texts mean that it was too slow. */
const SLOW_TRANSACTION = /Unable to start a transaction in the given time|expired transaction/;

/** What `@prisma/adapter-pg` makes of the driver's errors. */
const ADAPTER_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'TooManyConnections',
  'SocketTimeout',
]);

/** Connection exceptions (class 08), insufficient resources (class 53), and a server that goes down or comes up. */
const SQLSTATE = /^(08...|53...|57P01|57P02|57P03|57P05)$/;

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The driver and its pool throw plain errors for their own troubles; the text is all there is to tell them by. */
const DRIVER_MESSAGES = new Set([
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
]);

/** Deep enough for GraphQL error → Prisma error → adapter error → payload, and an end to circular causes. */
const MAX_DEPTH = 8;

/**
 * Whether an error means that the database could not take the request now, so that the answer is 503 with
 * `Retry-After` and not 500. Looks through what wraps it: `cause`, Prisma's `meta.driverAdapterError`, an
 * `AggregateError`'s `errors`, a GraphQL error's `originalError`.
 *
 * A refused connection to any other server looks the same; ask only about errors of database calls.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return saysUnavailable(error, 0);
}

function saysUnavailable(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, kind, originalCode, severity, message, cause, errors, meta, originalError } = error as Record<
    string,
    unknown
  >;
  const text = typeof message === 'string' ? message : '';

  for (const value of [code, originalCode]) {
    if (typeof value !== 'string') continue;
    if (PRISMA_CODES.has(value) || SQLSTATE.test(value) || SOCKET_CODES.has(value)) return true;
    // Refused at the door: `ALTER DATABASE … ALLOW_CONNECTIONS false`. As an ERROR it is about some object.
    if (value === '55000' && severity === 'FATAL') return true;
    if (value === 'P2028' && SLOW_TRANSACTION.test(text)) return true;
  }
  if (typeof kind === 'string' && ADAPTER_KINDS.has(kind)) return true;
  if (DRIVER_MESSAGES.has(text)) return true;

  const adapterError =
    typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
      ? meta.driverAdapterError
      : null;
  const inner = [cause, originalError, adapterError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.some((each) => saysUnavailable(each, depth + 1));
}
