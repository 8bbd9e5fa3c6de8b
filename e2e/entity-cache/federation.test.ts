import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '../federation/behaviours.js';
import type { Behaviour } from '../federation/harness/behaviour.js';
import { compose } from '../federation/harness/compose.js';
import { expectAnswer } from '../federation/harness/expect-answer.js';
import { createRouterRunner } from '../federation/harness/router-runner.js';
import type { Runner } from '../federation/harness/runner.js';
import { runSubgraphs } from '../federation/harness/running-subgraph.js';
import { createInProcessTransport } from '@techally/router';

const ROUNDS = 3;
/** Requests to subgraphs in each round, over all behaviours. */
const requests = Array.from({ length: ROUNDS }, () => 0);

/** Everything is kept, whatever it is: each answer is to be the same whatever of it is there already. */
function describeWithCache({ title, subgraphs, cases }: Behaviour): void {
  describe(title, () => {
    const queries = cases.filter(({ query }) => !/\bmutation\b/.test(query));
    const running = runSubgraphs(subgraphs);
    const requested = () => [...running.values()].reduce((sum, { operations }) => sum + operations.length, 0);
    let runner: Runner;
    beforeAll(async () => {
      runner = await createRouterRunner({
        supergraph: compose(subgraphs),
        transport: createInProcessTransport(running),
        cache: { enabled: true, defaultMaxAge: 600 },
      });
    });
    afterAll(() => runner.close());

    for (const expected of queries) {
      it(expected.title, async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const before = requested();
          expectAnswer(await runner.execute(expected), expected);
          requests[round] = (requests[round] ?? 0) + requested() - before;
        }
      });
    }

    it('answers all of its queries at the same time', async () => {
      const answers = await Promise.all(queries.map((expected) => runner.execute(expected)));
      answers.forEach((answer, index) => {
        const expected = queries[index];
        if (expected !== undefined) expectAnswer(answer, expected);
      });
    });
  });
}

for (const behaviour of BEHAVIOURS) describeWithCache(behaviour);

it('asks for little more than what has errors or is not there, when all has been asked before', () => {
  const [first = 0, second = 0, third = 0] = requests;
  expect(second).toBeLessThan(first / 2);
  expect(third).toBe(second);
});
