import { ClientError } from '../errors/client-error.js';
import { copyResult } from '../transport/copy-result.js';
import { readSubgraphReply } from '../transport/read-subgraph-reply.js';
import type {
  Subgraph,
  SubgraphReply,
  SubgraphRequest,
  SubgraphTransport,
} from '../transport/subgraph-transport.js';
import { callHook } from './call-hook.js';
import type { HookContext } from './hook-context.js';
import type { RouterHooks } from './router-hooks.js';
import { SubgraphRequestArgument } from './subgraph-request-argument.js';

/** Lets hooks see what goes to subgraphs and what comes back. What a hook throws becomes the whole answer. */
export function sendWithHooks(
  { onSubgraphRequest, onSubgraphResponse }: RouterHooks,
  transport: SubgraphTransport,
): SubgraphTransport {
  if (onSubgraphRequest === undefined && onSubgraphResponse === undefined) return transport;

  async function exchange(
    subgraph: Subgraph,
    request: SubgraphRequest,
    context: HookContext,
  ): Promise<SubgraphReply> {
    let sent = { subgraph, request };
    if (onSubgraphRequest !== undefined) {
      const argument = new SubgraphRequestArgument(subgraph, request, context);
      const answer = await callHook(onSubgraphRequest, argument);
      // What a hook keeps and answers again must not be changed by those who got it before.
      if (answer != null) return { kind: 'result', httpStatus: 200, result: copyResult(answer) };
      sent = argument.changed();
    }
    const reply = await transport.send(sent.subgraph, sent.request);
    if (onSubgraphResponse === undefined) return reply;
    const response = readSubgraphReply(subgraph.name, reply, { lossless: true });
    const { httpStatus, extensions } = response;
    const argument = {
      subgraph: subgraph.name,
      status: httpStatus,
      headers: reply.headers ?? [],
      data: response.data,
      errors: response.errors,
      context,
    };
    await callHook(onSubgraphResponse, argument);
    const { data, errors } = argument;
    return { kind: 'result', httpStatus, result: { data, errors, extensions }, headers: reply.headers };
  }

  return {
    async send(subgraph, request) {
      const context = request.context?.hookContext;
      if (context === undefined) return transport.send(subgraph, request);
      try {
        return await exchange(subgraph, request, context);
      } catch (error) {
        // Transports throw errors of another kind.
        if (error instanceof ClientError) context.fail(error);
        throw error;
      }
    },
    async close() {
      await transport.close?.();
    },
  };
}
