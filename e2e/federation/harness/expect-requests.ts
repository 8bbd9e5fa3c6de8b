import { expect } from 'vitest';
import type { Case } from './behaviour.js';
import type { RunningSubgraph, SubgraphOperation } from './running-subgraph.js';

/** Fails when subgraphs were asked more than the case allows. */
export function expectRequests(
  subgraphs: ReadonlyMap<string, RunningSubgraph>,
  { requests = {}, representations = {}, neverSends = {} }: Case,
  { countRepresentations }: { readonly countRepresentations: boolean },
): void {
  const operationsOf = (name: string): readonly SubgraphOperation[] => {
    const subgraph = subgraphs.get(name);
    if (subgraph === undefined) throw new Error(`The case names a subgraph "${name}" that does not exist.`);
    return subgraph.operations;
  };
  for (const [name, most] of Object.entries(requests)) {
    const texts = operationsOf(name).map(({ query }) => query);
    expect(texts.length, `requests to ${name}:\n${texts.join('\n')}`).toBeLessThanOrEqual(most);
  }
  for (const [name, most] of Object.entries(representations)) {
    if (!countRepresentations) continue;
    const sent = operationsOf(name).flatMap(representationsOf);
    expect(sent.length, `representations for ${name}: ${JSON.stringify(sent)}`).toBeLessThanOrEqual(most);
  }
  for (const [name, pattern] of Object.entries(neverSends)) {
    for (const { query } of operationsOf(name)) expect(query).not.toMatch(pattern);
  }
}

/** Whatever the variables are called, representations are the lists of objects with a `__typename`. */
function representationsOf({ variables = {} }: SubgraphOperation): readonly unknown[] {
  return Object.values(variables)
    .filter((value) => Array.isArray(value))
    .flat()
    .filter((item) => typeof item === 'object' && item !== null && '__typename' in item);
}
