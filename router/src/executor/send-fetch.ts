import type { CachePolicy } from '../entity-cache/cache-policy.js';
import { toldPolicy } from '../entity-cache/told-policy.js';
import { readSubgraphReply } from '../transport/read-subgraph-reply.js';
import type { SubgraphReply, SubgraphResponse } from '../transport/subgraph-transport.js';
import type { CollectedPart } from './collected-part.js';
import type { Fetch } from './fetch-plan.js';
import type { PlanRun } from './run-plan.js';
import { hasLongInteger } from './has-long-integer.js';
import { variablesText } from './variables-text.js';

/** What a fetch sends beside its operation. */
export interface FetchInput {
  readonly collected: readonly CollectedPart[];
  /** Values of `@fromContext` arguments. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** What came back of a fetch. */
export interface FetchOutput {
  readonly response: SubgraphResponse;
  /** For how long the subgraph says that it may be kept; `null` when it does not say. */
  readonly told: CachePolicy | null;
}

/**
 * Sends the fetch's operation.
 *
 * @returns `null` when there is no response; then the errors have been noted.
 */
export async function sendFetch(
  fetch: Fetch,
  run: PlanRun,
  input: FetchInput,
): Promise<SubgraphResponse | null> {
  try {
    return (await requestFetch(fetch, run, input)).response;
  } catch (error) {
    const formatted = run.port.failure(fetch.subgraph, error);
    for (const { part } of input.collected)
      run.state.errors.push({ part, entity: null, path: [], error: formatted });
    return null;
  }
}

/**
 * As {@link sendFetch}, for those who note errors themselves.
 *
 * @throws {SubrequestError} Rejected with, or with whatever the port's `send` throws.
 */
export async function requestFetch(
  fetch: Fetch,
  { port, variables }: PlanRun,
  { collected, extra }: FetchInput,
): Promise<FetchOutput> {
  const reply = await port.send(fetch.subgraph, {
    operationKind: fetch.operationKind,
    query: fetch.operation,
    operationName: fetch.operationName,
    variables: variablesText(fetch, { collected, variables, extra }),
  });
  const response = readSubgraphReply(fetch.subgraph, reply, { lossless: mayLoseNumbers(fetch, reply) });
  return { response, told: toldPolicy(reply.headers) };
}

function mayLoseNumbers({ numberRisk }: Fetch, reply: SubgraphReply): boolean {
  if (reply.kind !== 'text') return false;
  return numberRisk === 'any' || (numberRisk === 'integers' && hasLongInteger(reply.text));
}
