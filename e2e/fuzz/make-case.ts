import type { FuzzCase, Outage } from './fuzz-case.js';
import { OUTAGE_KINDS } from './fuzz-case.js';
import type { GeneratedOperation } from './operations/generate-operation.js';
import { generateOperation } from './operations/generate-operation.js';
import type { Random } from '../harness/random.js';
import { createRandom } from '../harness/random.js';
import type { FederatedModel } from './world/federated-model.js';
import { NO_FAULTS } from './world/fault-plan.js';
import type { WorldOptions } from './world/world.js';

/** Executions of one operation text, each with variables, a world and failures of its own, so that plans are used again. */
export const EXECUTIONS_PER_TEXT = 3;

/** The number of the supergraph, of so many, that a case is for. */
export function supergraphOfCase(caseNumber: number, supergraphs: number): number {
  return Math.floor(caseNumber / EXECUTIONS_PER_TEXT) % supergraphs;
}

/** Makes the case of a number. Seed and number decide everything. */
export function makeCase(model: FederatedModel, seed: number, caseNumber: number): FuzzCase {
  const text = Math.floor(caseNumber / EXECUTIONS_PER_TEXT);
  const operation = generateOperation(model.apiSchema, createRandom(`${seed}|text|${text}`));
  return executionOf(model, operation, createRandom(`${seed}|case|${caseNumber}`));
}

function executionOf(model: FederatedModel, operation: GeneratedOperation, random: Random): FuzzCase {
  const { query } = operation;
  const variables = operation.variables.values(random);
  const replies = random.chance(0.6) ? 'text' : 'result';
  const healthy: WorldOptions = {
    seed: random.below(1_000_000),
    nullRate: random.pick([0.02, 0.15, 0.3]),
    maxListLength: 1 + random.below(3),
    numbers: replies === 'text' ? 'text' : 'double',
    faults: NO_FAULTS,
    missingRate: 0,
  };
  const base: FuzzCase = {
    supergraph: model.name,
    query,
    variables,
    world: healthy,
    subgraphs: 'strict',
    replies,
    outage: undefined,
  };

  const luck = random.fraction();
  if (luck < 0.35) return base;
  // Later mutations would tell that an earlier one never arrived, which the monolith cannot know.
  if (luck < 0.5 && !query.startsWith('mutation')) return { ...base, outage: makeOutage(model, random) };
  const faults = {
    kind: 'random',
    seed: random.below(1_000_000),
    rate: random.pick([0.02, 0.05, 0.15]),
  } as const;
  return {
    ...base,
    subgraphs: random.chance(0.5) ? 'strict' : 'lenient',
    world: { ...healthy, faults, missingRate: random.chance(0.4) ? 0.3 : 0 },
  };
}

function makeOutage(model: FederatedModel, random: Random): Outage {
  return {
    subgraph: random.pick(model.subgraphs).name,
    kind: random.pick(OUTAGE_KINDS),
    after: random.chance(0.3) ? 1 : 0,
  };
}
