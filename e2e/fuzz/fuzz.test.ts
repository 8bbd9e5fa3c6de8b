import { expect, it } from 'vitest';
import { routerSubject } from './engines/router-subject.js';
import { printFailure } from './print-failure.js';
import { runFuzzer } from './run-fuzzer.js';
import { ALL_SUPERGRAPHS } from './supergraphs/all-supergraphs.js';

/** The same each time, so that a failure is news about the engine. `npm run fuzz` takes new ones. */
const SEED = 20_261;

it('a thousand random operations are answered as graphql-js answers them over one schema', async () => {
  const report = await runFuzzer({
    seed: SEED,
    operations: 1_000,
    supergraphs: ALL_SUPERGRAPHS,
    createSubject: routerSubject('techally'),
  });
  const failures = report.failures.map((failure) =>
    printFailure(failure, `npm run fuzz -- --seed ${SEED} --case ${failure.caseNumber}`),
  );
  expect(failures.join('\n')).toBe('');

  // The run was about something.
  expect(report.texts).toBeGreaterThan(300);
  expect(report.withData).toBeGreaterThan(700);
  expect(report.withErrors).toBeGreaterThan(50);
  expect(report.requests).toBeGreaterThan(1_500);
  const leftOut = [...report.planFaults.values()].reduce((sum, count) => sum + count, 0);
  expect(leftOut).toBeLessThan(20);
}, 60_000);
