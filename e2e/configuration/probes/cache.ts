import { setTimeout as sleep } from 'node:timers/promises';
import type { RouterConfigInput } from '@techally/router';
import type { Probe, ProbedRouter } from '../probe.js';

/** The documents that each of these queries sent to the subgraphs. */
const requestsOf =
  (...queries: readonly string[]) =>
  async ({ post, subgraphs }: ProbedRouter): Promise<number> => {
    const before = subgraphs.requests.length;
    for (const query of queries) {
      await (await post(query)).text();
      // What was asked for in the millisecond of a mutation's end may have been read before it.
      await sleep(5);
    }
    return subgraphs.requests.length - before;
  };

const cache = (options: NonNullable<RouterConfigInput['cache']>): RouterConfigInput => ({
  cache: { enabled: true, ...options },
});
const USERS = '{ users { id name } }';
/** Each of some 150 KB: a cache of a megabyte takes none that is larger than a tenth of it. */
const LARGE = `{ ${Array.from({ length: 300 }, (_, index) => `n${index}_${'x'.repeat(500)}: name`).join(' ')} }`;
const LARGE_ME = `{ me ${LARGE} }`;

/** What is kept of answers. */
export const PROBES: readonly Probe[] = [
  {
    option: 'cache.enabled',
    config: cache({ defaultMaxAge: 60 }),
    observe: requestsOf(USERS, USERS),
    expected: 1,
  },
  {
    option: 'cache.defaultMaxAge',
    config: cache({ defaultMaxAge: 60 }),
    observe: requestsOf(USERS, USERS),
    expected: 1,
  },
  {
    option: 'cache.maxSize',
    config: {
      ...cache({ defaultMaxAge: 60, maxSize: 1_000_000 }),
      limits: { maxAliases: 1_000, maxTokens: 100_000 },
    },
    observe: requestsOf(LARGE_ME, LARGE_ME),
    expected: 2,
  },
  {
    option: 'cache.ownWritesLifetime',
    config: cache({ defaultMaxAge: 60, ownWritesLifetime: 1 }),
    observe: requestsOf(USERS, 'mutation { rename(name: "Ben") { id } }', USERS),
    // The first query and the mutation.
    expected: 2,
  },
];
