import { readSubgraphReply } from '../transport/read-subgraph-reply.js';
import type { SubgraphReply, SubgraphResponse } from '../transport/subgraph-transport.js';
import type { CollectedPart } from './collected-part.js';
import type { Fetch } from './fetch-plan.js';
import type { PlanRun } from './run-plan.js';
import { hasLongInteger } from './has-long-integer.js';
import { variablesText } from './variables-text.js';

/**
 * Sends the fetch's operation.
 *
 * @returns `null` when there is no response; then the errors have been noted.
 */
export async function sendFetch(
  fetch: Fetch,
  { port, state, variables }: PlanRun,
  {
    collected,
    extra,
  }: { readonly collected: readonly CollectedPart[]; readonly extra: Readonly<Record<string, unknown>> },
): Promise<SubgraphResponse | null> {
  try {
    const reply = await port.send(fetch.subgraph, {
      operationKind: fetch.operationKind,
      query: fetch.operation,
      operationName: fetch.operationName,
      variables: variablesText(fetch, { collected, variables, extra }),
    });
    return readSubgraphReply(fetch.subgraph, reply, { lossless: mayLoseNumbers(fetch, reply) });
  } catch (error) {
    const formatted = port.failure(fetch.subgraph, error);
    for (const { part } of collected) state.errors.push({ part, entity: null, path: [], error: formatted });
    return null;
  }
}

function mayLoseNumbers({ numberRisk }: Fetch, reply: SubgraphReply): boolean {
  if (reply.kind !== 'text') return false;
  return numberRisk === 'any' || (numberRisk === 'integers' && hasLongInteger(reply.text));
}
