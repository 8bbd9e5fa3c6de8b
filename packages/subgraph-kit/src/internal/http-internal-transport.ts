import type { InternalResponse, InternalTransport } from './internal-client.js';

export interface HttpInternalTransportOptions {
  /** The GraphQL endpoint of each subgraph. */
  readonly urls: Readonly<Record<string, string>>;
  /** Milliseconds to wait for an answer. Default 5,000. */
  readonly timeout?: number;
}

/** Reaches other subgraphs over HTTP. */
export function createHttpInternalTransport(options: HttpInternalTransportOptions): InternalTransport {
  return async (subgraph, { query, variables, headers }) => {
    const url = options.urls[subgraph];
    if (url === undefined) throw new Error(`No address is known for the subgraph "${subgraph}".`);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify({ query, variables: variables ?? {} }),
      signal: AbortSignal.timeout(options.timeout ?? 5_000),
    });
    return (await response.json()) as InternalResponse;
  };
}
