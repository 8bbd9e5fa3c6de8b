import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Behaviour, Case } from './behaviour.js';
import { compose } from './compose.js';
import { expectAnswer } from './expect-answer.js';
import { expectRequests } from './expect-requests.js';
import type { Runner, RunnerKind } from './runner.js';
import type { RunningSubgraph } from './running-subgraph.js';
import { runSubgraphs } from './running-subgraph.js';

/** Runs the cases of a behaviour: each by itself, each query once more over the cached plan, then all at once. */
export function describeBehaviour(behaviour: Behaviour, kind: RunnerKind): void {
  const applicable = behaviour.cases.filter(
    ({ apolloGateway }) => !kind.isApolloGateway || apolloGateway === undefined,
  );
  const queries = applicable.filter(({ query }) => !/\bmutation\b/.test(query));

  const skipped = kind.isApolloGateway && behaviour.apolloGateway !== undefined;
  describe.skipIf(skipped)(behaviour.title, () => {
    let subgraphs: ReadonlyMap<string, RunningSubgraph>;
    let runner: Runner;

    beforeAll(async () => {
      subgraphs = runSubgraphs(behaviour.subgraphs);
      runner = await kind.create(compose(behaviour.subgraphs), subgraphs);
    });
    afterAll(() => runner.close());

    for (const expected of behaviour.cases) {
      // A reason that has become untrue shows: such a case must fail there.
      const test = applicable.includes(expected) ? it : it.fails;
      test(expected.title, async () => {
        for (const { operations } of subgraphs.values()) operations.length = 0;
        expectAnswer(await runner.execute(expected), expected);
        expectRequests(subgraphs, expected, { countRepresentations: !kind.isApolloGateway });
        if (queries.includes(expected)) expectAnswer(await runner.execute(expected), expected);
      });
    }

    it.skipIf(queries.length < 2)('answers all of its queries at the same time', async () => {
      const answers = await Promise.all(queries.map((expected) => runner.execute(expected)));
      expect(answers).toHaveLength(queries.length);
      answers.forEach((answer, index) => expectAnswer(answer, queries[index] as Case));
    });
  });
}
