import { executeSync, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compilePlan } from '../executor/compile-plan.js';
import { createExecutionState } from '../executor/execution-state.js';
import { runPlan } from '../executor/run-plan.js';
import type { RandomFields, ValueFaults } from '../testing/random-media.js';
import {
  MEDIA_PATHS,
  MEDIA_SCHEMA,
  MEDIA_SDL,
  randomFields,
  randomObject,
  randomValue,
  writeFields,
} from '../testing/random-media.js';
import { selectionOf } from '../testing/selection-of.js';
import type { SeededRandom } from '../testing/seeded-random.js';
import { seededRandom } from '../testing/seeded-random.js';
import { entityFetch, rootFetch, sequence } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';
import { compileProjection } from './compile-projection.js';
import { completeData } from './complete-value.js';

const { types } = testTypes(MEDIA_SDL);

interface ProjectOptions {
  readonly random: SeededRandom;
  readonly faults: ValueFaults;
  /** Whether a second subgraph is asked for entities: what it says need not fit to what the first one said. */
  readonly entities: boolean;
}

/**
 * Fetches random data for a field of the root, of which one subgraph knows a part and another one another part, and
 * makes the answer in both ways.
 */
async function project({ random, faults, entities }: ProjectOptions) {
  const [rootField, path] = random.pick(Object.entries(MEDIA_PATHS));
  const isUnion = rootField === 'any';
  const first = randomFields(random, 2);
  const second: RandomFields = entities ? randomFields(random, 2) : new Map();
  const known = new Map([...first, ['id', { fields: null, on: 'Media' }] as const]);
  const asked = writeFields(second, { isUnion: false, askTypes: true });
  const root = rootFetch('a', `{ ${rootField} { ${writeFields(known, { isUnion, askTypes: true })} } }`);
  const completing = entityFetch('b', {
    at: path,
    requires: '... on Book { __typename id } ... on Film { __typename id }',
    select: `... on Book { ${asked} } ... on Film { ${asked} }`,
  });

  const { type } = MEDIA_SCHEMA.getQueryType()!.getFields()[rootField]!;
  const data = { [rootField]: randomValue(random, type, { fields: known, faults }) };
  const entity = (typeName: string) =>
    random.chance(faults.rate) ? null : randomObject(random, typeName, { fields: second, faults });

  const compiled = compilePlan({ node: entities ? sequence(root, completing) : root }, types);
  const state = createExecutionState(compiled.placed.slots, {});
  await runPlan(compiled.placed.node!, {
    compiled,
    state,
    port: {
      async send(subgraph, { variables }) {
        const { representations = [] } = JSON.parse(variables ?? '{}') as {
          readonly representations?: readonly { readonly __typename: string }[];
        };
        const _entities = () => representations.map(({ __typename }) => entity(__typename));
        const text = JSON.stringify({ data: subgraph === 'a' ? data : { _entities: _entities() } });
        return { kind: 'text', httpStatus: 200, mediaType: 'application/json', text };
      },
      reportedError: (_subgraph, error) => error,
      failure: (_subgraph, error) => {
        throw error;
      },
    },
    types,
    variables: {},
    isAbandoned: () => false,
  });

  const options = { isUnion, askTypes: false };
  const query = `{ ${rootField} { ${writeFields(first, options)} ${writeFields(second, options)} } }`;
  const selection = selectionOf(MEDIA_SCHEMA, query);
  const fast = compileProjection(selection, { root: compiled.placed.root, types })(state);
  const slow = completeData(selection, compiled.placed.root, { state, types });
  return { query, data, invalid: state.invalid, fast, slow };
}

describe('the compiled projection', () => {
  it('gives what completion by the rules gives, or says that it cannot', async () => {
    const counts = { valid: 0, invalid: 0 };
    for (let seed = 0; seed < 300; seed++) {
      const random = seededRandom(seed);
      const faults = { rate: random.pick([0.01, 0.05, 0.2]), shapes: true, longNumbers: true };
      const { query, invalid, fast, slow } = await project({ random, faults, entities: true });
      counts[invalid ? 'invalid' : 'valid']++;
      if (invalid) continue;
      expect([seed, query, JSON.stringify(fast)]).toEqual([seed, query, JSON.stringify(slow.data)]);
      expect([seed, query, slow.errors]).toEqual([seed, query, []]);
    }
    expect(counts.valid).toBeGreaterThan(60);
    expect(counts.invalid).toBeGreaterThan(60);
  });

  it('is enough for what is valid', async () => {
    for (let seed = 0; seed < 150; seed++) {
      const faults = { rate: 0, shapes: false, longNumbers: true };
      const { query, invalid, slow } = await project({ random: seededRandom(seed), faults, entities: false });
      expect([seed, query, invalid, slow.errors]).toEqual([seed, query, false, []]);
    }
  });
});

describe('completion by the rules', () => {
  it('gives the data and the errors that graphql-js gives', async () => {
    let withErrors = 0;
    for (let seed = 0; seed < 250; seed++) {
      const random = seededRandom(seed);
      const faults = { rate: random.pick([0.01, 0.05, 0.1]), shapes: false, longNumbers: false };
      const { query, data, slow } = await project({ random, faults, entities: false });
      const expected = executeSync({ schema: MEDIA_SCHEMA, document: parse(query), rootValue: data });
      const errors = expected.errors ?? [];
      if (errors.length > 0) withErrors++;
      expect([seed, query, JSON.stringify(slow.data)]).toEqual([seed, query, JSON.stringify(expected.data)]);
      expect([seed, query, slow.errors.map(({ path }) => path)]).toEqual([
        seed,
        query,
        errors.map(({ path }) => path),
      ]);
      const missing = slow.errors
        .filter(({ nulledPath }) => nulledPath !== null)
        .map(({ message }) => message);
      expect(missing).toEqual(
        errors.map(({ message }) => message).filter((message) => message.startsWith('Cannot return null')),
      );
    }
    expect(withErrors).toBeGreaterThan(60);
  });
});
