import { Cancellation } from '../cancellation/cancellation.js';
import { abortedRequest } from './aborted-request.js';
import { SharedRequest } from './shared-request.js';
import type { Subgraph, SubgraphReply, SubgraphRequest, SubgraphTransport } from './subgraph-transport.js';

/**
 * Lets queries that are equal and under way at the same time share one request. Equal means: the same subgraph and URL,
 * text, operation name, variables (as text) and `sharingKey` of the headers, so that nobody gets what only another
 * identity may see. Mutations are never shared, and neither is a reply that has come already.
 *
 * The request goes out with the headers of the one who asked first. It is cancelled when all who wait for it have gone.
 */
export function createDeduplicatingTransport(transport: SubgraphTransport): SubgraphTransport {
  /** By the text of the query, which comes from a cached plan and so has its hash already; then by the rest. */
  const inFlight = new Map<string, Map<string, SharedRequest>>();

  const start = (subgraph: Subgraph, request: SubgraphRequest, key: string): Promise<SubgraphReply> => {
    const { query } = request;
    const cancellation = request.cancellation === undefined ? undefined : new Cancellation();
    // Before anything is remembered: a transport may throw.
    const sending = transport.send(
      subgraph,
      cancellation === undefined ? request : { ...request, cancellation },
    );
    const forget = () => {
      const byKey = inFlight.get(query);
      if (byKey?.get(key) !== shared) return;
      byKey.delete(key);
      if (byKey.size === 0) inFlight.delete(query);
    };
    const shared = new SharedRequest(subgraph.name, (reason) => {
      forget();
      cancellation?.cancel(reason);
    });
    const byKey = inFlight.get(query);
    if (byKey === undefined) inFlight.set(query, new Map([[key, shared]]));
    else byKey.set(key, shared);
    sending.then(
      (reply) => {
        forget();
        shared.resolve(reply);
      },
      (error: unknown) => {
        forget();
        shared.reject(error);
      },
    );
    return shared.join(request.cancellation);
  };

  return {
    // Not async, and neither is what it calls: without promises around promises, sharing costs 4 µs in place of 5.
    send(subgraph, request) {
      const { operationKind, query, cancellation } = request;
      if (operationKind !== 'query') return transport.send(subgraph, request);
      if (cancellation?.isCancelled === true) {
        return Promise.reject(abortedRequest(subgraph.name, cancellation.reason));
      }
      const key = keyOf(subgraph, request);
      return inFlight.get(query)?.get(key)?.join(cancellation) ?? start(subgraph, request, key);
    },
    async close() {
      await transport.close?.();
    },
  };
}

/** The lengths come first, so that no value can be read as the end of another. */
function keyOf({ name, url }: Subgraph, { operationName, variables, headers }: SubgraphRequest): string {
  const { sharingKey } = headers;
  const lengths = `${name.length},${url.length},${operationName?.length ?? -1},${sharingKey.length},${variables?.length ?? -1}`;
  return `${lengths}:${name}${url}${operationName ?? ''}${sharingKey}${variables ?? ''}`;
}
