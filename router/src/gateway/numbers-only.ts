import type { SubgraphReply } from '../transport/subgraph-transport.js';

/** The reply with its numbers as JavaScript reads them, whatever it loses of them. */
export function numbersOnly(reply: SubgraphReply): SubgraphReply {
  if (reply.kind === 'result') return reply;
  return { kind: 'result', httpStatus: reply.httpStatus, result: parse(reply.text) };
}

/** `undefined` for text that is not JSON: what no subgraph should answer is refused later, in one place. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}

const BYTE_ORDER_MARK = '\ufeff';
