import type { SubgraphTransport } from '../transport/subgraph-transport.js';

/** Hands the headers of replies to the operations that they are for. */
export function collectReplyHeaders(transport: SubgraphTransport): SubgraphTransport {
  return {
    async send(subgraph, request) {
      const reply = await transport.send(subgraph, request);
      request.context?.replyHeaders?.add(reply.headers);
      return reply;
    },
    async close() {
      await transport.close?.();
    },
  };
}
