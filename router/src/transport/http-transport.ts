import { abortedRequest } from './aborted-request.js';
import { InvalidHeaderError } from './http/header-lines.js';
import { HttpConnectionPool } from './http/http-connection-pool.js';
import { HttpExchange } from './http/http-exchange.js';
import type { HttpTarget } from './http/http-target.js';
import { parseHttpTarget } from './http/http-target.js';
import type { TlsOptions } from './http/open-socket.js';
import { createOpenSocket } from './http/open-socket.js';
import type { RequestWriter } from './http/request-writer.js';
import { createRequestWriter } from './http/request-writer.js';
import type { Subgraph, SubgraphReply, SubgraphTransport } from './subgraph-transport.js';
import { SubrequestError } from './subrequest-error.js';

export interface HttpTransportOptions {
  /** Milliseconds from `send` to the last byte of the reply. Default 30,000. */
  readonly timeout?: number;
  /** Bytes that the body of one reply may have, before and after decompression. Default 50,000,000. */
  readonly maxResponseBytes?: number;
  /** Connections to one origin; requests beyond them wait for one. Default 1000. */
  readonly maxSockets?: number;
  /**
   * Milliseconds that an idle connection is kept, if the server does not say how long it keeps it. It should be less
   * than the server's own limit. Default 4000.
   */
  readonly idleTimeout?: number;
  /**
   * Whether subgraphs are asked to compress replies. Default: those on other hosts are, those on this one are not, since
   * there is no network on which it would save time.
   */
  readonly compression?: boolean;
  /** Headers of replies that are handed on, in lower case, or `all`. Default none: reading them costs time. */
  readonly replyHeaders?: readonly string[] | 'all';
  /** For `https`: authorities to trust in place of the usual ones, and a certificate to show. */
  readonly tls?: TlsOptions;
}

interface Route {
  readonly writeRequest: RequestWriter;
  readonly pool: HttpConnectionPool;
}

/**
 * Reaches subgraphs by HTTP/1.1 POST, on connections that are kept and shared.
 *
 * It is written for little work: a request is one write of one string, most of which was prepared, and a reply that comes
 * in one read is decoded in place. Redirects are not followed, since that would carry the identity to a place that nobody
 * configured. Replies with any HTTP status are replies.
 *
 * A request that finds its connection closed before anything was answered is sent again, once, if it is a query. A user
 * name and password in a subgraph's URL are sent as basic credentials, unless the request has an `authorization` header.
 */
export function createHttpTransport(options: HttpTransportOptions = {}): SubgraphTransport {
  const { replyHeaders = [] } = options;
  const wantedHeaders =
    replyHeaders === 'all' ? 'all' : replyHeaders.length === 0 ? undefined : new Set(replyHeaders);
  const { timeout = 30_000, maxResponseBytes = 50_000_000, maxSockets = 1000, idleTimeout = 4000 } = options;
  /** By URL. */
  const routes = new Map<string, Route>();
  /** By origin. */
  const pools = new Map<string, HttpConnectionPool>();
  let isClosed = false;

  const createRoute = (target: HttpTarget): Route => {
    const { origin, isSecure, isLoopback } = target;
    let pool = pools.get(origin);
    if (pool === undefined) {
      const openSocket = createOpenSocket(target, options.tls ?? {});
      pool = new HttpConnectionPool({
        openSocket,
        isSecure,
        maxSockets,
        idleTimeout,
        maxResponseBytes,
        wantedHeaders,
      });
      pools.set(origin, pool);
    }
    return { pool, writeRequest: createRequestWriter(target, options.compression ?? !isLoopback) };
  };

  const routeTo = ({ name, url }: Subgraph): Route => {
    const known = routes.get(url);
    if (known !== undefined) return known;
    if (url === '') throw new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${name}" has no URL.`);
    const target = parseHttpTarget(url);
    if (target === undefined) {
      throw new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${name}" has a URL that is not valid.`);
    }
    const route = createRoute(target);
    routes.set(url, route);
    return route;
  };

  return {
    // Not async: the exchange has a promise already, and a second one would be made around it.
    send(subgraph, request): Promise<SubgraphReply> {
      try {
        const { cancellation, operationKind } = request;
        if (isClosed) throw new SubrequestError('SUBREQUEST_FAILED', 'The transport is closed.');
        if (cancellation?.isCancelled === true) throw abortedRequest(subgraph.name, cancellation.reason);
        const { writeRequest, pool } = routeTo(subgraph);
        const exchange = new HttpExchange({
          subgraph: subgraph.name,
          payload: writeRequest(request),
          isRepeatable: operationKind === 'query',
          timeout,
          cancellation,
        });
        pool.dispatch(exchange);
        return exchange.reply;
      } catch (error) {
        return Promise.reject(asSubrequestError(subgraph, error));
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function asSubrequestError({ name }: Subgraph, error: unknown): SubrequestError {
  if (error instanceof SubrequestError) return error;
  const reason =
    error instanceof InvalidHeaderError ? 'cannot be sent a header as it is' : 'could not be asked';
  return new SubrequestError('SUBREQUEST_FAILED', `Subgraph "${name}" ${reason}.`, { cause: error });
}
