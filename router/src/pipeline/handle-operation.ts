import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { Authenticate } from '../identity/authenticate.js';
import type { OperationContext, OperationLogger } from './operation-context.js';

/** A request to `/graphql`, as the HTTP front hands it over: read, limited, its body parsed from JSON. */
interface HttpOperation {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The URL's query with its question mark, or empty. */
  readonly search: string;
  readonly body: unknown;
  readonly requestId: string;
  readonly clientAddress: string | undefined;
  readonly signal: AbortSignal;
  readonly logger: OperationLogger;
}

interface HttpAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** @throws {ClientError} Thrown when a stage refuses the request before it is executed. */
export type HandleOperation = (operation: HttpOperation) => Promise<HttpAnswer>;

export interface HandleOperationOptions {
  readonly authenticate: Authenticate;
  /** Hosts the engine: document, parse, validate, plan, execute, project. */
  readonly server: ApolloServer<OperationContext>;
}

/**
 * One request, outside in: identity → document, parse, validate → plan, execute, project → respond. The stages that are
 * still to come (limits, authorisation, cost, rate limit) each get their line here.
 */
export function createHandleOperation({ authenticate, server }: HandleOperationOptions): HandleOperation {
  return async (operation) => {
    const identity = await authenticate(operation.headers);

    const context: OperationContext = {
      identity,
      requestId: operation.requestId,
      clientAddress: operation.clientAddress,
      signal: operation.signal,
      logger: operation.logger,
    };
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: operation.method,
        headers: toHeaderMap(operation.headers),
        search: operation.search,
        body: operation.body,
      },
      context: () => Promise.resolve(context),
    });

    // Incremental delivery (@defer) is not part of the gateway interface, so answers are always complete.
    if (answer.body.kind !== 'complete') throw new Error('The engine answered in parts.');
    return { status: answer.status ?? 200, headers: answer.headers, body: answer.body.string };
  };
}

function toHeaderMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
