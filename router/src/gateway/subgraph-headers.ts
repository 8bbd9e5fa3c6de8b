import type { SubgraphHeaders } from '../transport/subgraph-transport.js';

/**
 * Headers that application code has set, as transports take them. Any of them may decide about the answer, so requests
 * whose headers differ share none.
 *
 * @param time By the mutation clock: what was asked before a mutation ended is not shared with what is asked after it.
 */
export function subgraphHeaders(
  headers: Readonly<Record<string, string | number | null | undefined>>,
  time: string,
): SubgraphHeaders {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    // In plain JavaScript nothing keeps a value from being null or a number.
    if (value != null) values[name.toLowerCase()] = String(value);
  }
  return { values, sharingKey: `${time}\n${JSON.stringify(values)}` };
}
