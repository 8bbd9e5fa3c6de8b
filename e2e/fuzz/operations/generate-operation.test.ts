import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { openCustomScalars } from '../custom-scalars.js';
import { createRandom } from '../../harness/random.js';
import { ALL_SUPERGRAPHS } from '../supergraphs/all-supergraphs.js';
import { createFederatedModel } from '../world/federated-model.js';
import { generateOperation } from './generate-operation.js';

it.each(ALL_SUPERGRAPHS)('all operations made for $name are valid', (supergraph) => {
  const { apiSchema } = createFederatedModel(supergraph);
  const schema = openCustomScalars(apiSchema);
  const invalid = Array.from({ length: 200 }, (_, index) => {
    const { query } = generateOperation(schema, createRandom(`valid ${index}`));
    return validate(schema, parse(query)).map(({ message }) => `${message}: ${query}`);
  });
  expect(invalid.flat()).toEqual([]);
});

it('operations use fragments, conditions, variables, aliases and __typename', () => {
  const { apiSchema } = createFederatedModel(ALL_SUPERGRAPHS[0]!);
  const queries = Array.from({ length: 100 }, (_, index) => {
    return generateOperation(apiSchema, createRandom(`variety ${index}`)).query;
  });
  const share = (pattern: RegExp) => queries.filter((query) => pattern.test(query)).length;
  expect(share(/fragment F\d/)).toBeGreaterThan(20);
  expect(share(/\.\.\. on /)).toBeGreaterThan(20);
  expect(share(/@skip|@include/)).toBeGreaterThan(20);
  expect(share(/\(\w+: \$v/)).toBeGreaterThan(5);
  expect(share(/[{ ]\w+: \w/)).toBeGreaterThan(20);
  expect(share(/__typename/)).toBeGreaterThan(20);
});
