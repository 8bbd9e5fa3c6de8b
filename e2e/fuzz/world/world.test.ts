import { expect, it } from 'vitest';
import { ALL_SUPERGRAPHS } from '../supergraphs/all-supergraphs.js';
import { NO_FAULTS } from './fault-plan.js';
import { createFederatedModel } from './federated-model.js';
import { findEntity } from './find-entity.js';
import type { WorldOptions } from './world.js';
import { createWorld, FAMILY_SIZE } from './world.js';

const HEALTHY: WorldOptions = {
  seed: 3,
  nullRate: 0.2,
  maxListLength: 3,
  numbers: 'text',
  faults: NO_FAULTS,
  missingRate: 0,
};

it.each(ALL_SUPERGRAPHS)('each entity of $name is found by each of its keys', (supergraph) => {
  const model = createFederatedModel(supergraph);
  const world = createWorld(model, HEALTHY);
  let found = 0;
  for (const subgraph of model.subgraphs) {
    for (const [typeName, keys] of subgraph.keys) {
      const family = model.familyOf(typeName) ?? typeName;
      for (let index = 0; index < FAMILY_SIZE; index++) {
        const key = String(index);
        const concrete = world.entityType(family, key);
        if (typeName !== family && typeName !== concrete) continue;
        for (const selection of keys) {
          const representation = {
            __typename: typeName,
            ...world.plain({ __typename: concrete, key }, selection),
          };
          expect(findEntity(world, subgraph, representation)?.key).toBe(key);
          found++;
        }
      }
    }
  }
  expect(found).toBeGreaterThan(FAMILY_SIZE);
});

it('worlds of one seed are alike, and worlds of two are not', () => {
  const model = createFederatedModel(ALL_SUPERGRAPHS[0]!);
  const title = (seed: number) =>
    createWorld(model, { ...HEALTHY, seed, nullRate: 0 }).fieldValue(
      { __typename: 'Product', key: '1' },
      'title',
      {},
    );
  expect(title(3)).toBe(title(3));
  expect(new Set([1, 2, 3, 4].map(title)).size).toBe(4);
});
