import { expect, it } from 'vitest';
import { createFuzzEnvironment } from '../fuzz-environment.js';
import type { FuzzCase } from '../fuzz-case.js';
import { runCase } from '../run-case.js';
import { splitValueTypes } from '../supergraphs/split-value-types.js';
import { shrinkCase } from './shrink-case.js';

it('a failure shrinks to the one field that fails, in a healthy world', async () => {
  // Nothing that this engine answers is right, but only `lid` makes it throw.
  const environment = await createFuzzEnvironment(splitValueTypes, () =>
    Promise.resolve({
      execute: ({ query }) =>
        query.includes('lid') ? Promise.reject(new Error('No lids.')) : Promise.resolve('{"data":{}}'),
      log: [],
      close: () => Promise.resolve(),
    }),
  );
  const fuzzCase: FuzzCase = {
    supergraph: 'split-value-types',
    query:
      'query Q($v: Boolean!) { ...F viewer { name } } fragment F on Query { b: boxes @include(if: $v) { ... on Box { id lid weight } } }',
    variables: { v: true },
    world: {
      seed: 7,
      nullRate: 0,
      maxListLength: 2,
      numbers: 'text',
      faults: { kind: 'random', seed: 1, rate: 0.1 },
      missingRate: 0,
    },
    subgraphs: 'lenient',
    replies: 'text',
    outage: undefined,
  };
  const result = await runCase(environment, fuzzCase);
  const shrunk = await shrinkCase(environment, fuzzCase, result);
  expect(shrunk.fuzzCase.query).toBe('{ boxes { lid } }');
  expect(shrunk.fuzzCase.variables).toEqual({});
  expect(shrunk.fuzzCase.world.faults).toEqual({ kind: 'sites', sites: {} });
  expect(shrunk.fuzzCase.subgraphs).toBe('strict');
});
