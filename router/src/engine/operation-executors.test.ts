import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { PlanningError } from '../planner/planning-error.js';
import type { Planner } from '../planner/planner.js';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import { composeSupergraph } from '../testing/compose-supergraph.js';
import { rootFetch } from '../testing/test-plan.js';
import type { PreparedOperation } from './engine.js';
import { OperationExecutors } from './operation-executors.js';

const SUPERGRAPH = loadSupergraph(
  composeSupergraph({
    a: 'type Query { id: Int name: String } type Mutation { change: Int } type Subscription { id: Int }',
  }),
);

function prepare(source: string, index = 0): PreparedOperation {
  const document = parse(source);
  const operation = document.definitions[index];
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return { source, document, operation };
}

/** A planner that remembers what it was asked, and leaves all of it to one subgraph. */
function createFakePlanner(fail?: () => Error | undefined) {
  const asked: string[] = [];
  const planner: Planner = {
    overrideLabels: [],
    plan: async ({ document }) => {
      asked.push(document);
      const failure = fail?.();
      if (failure !== undefined) throw failure;
      return { node: rootFetch('a', document) };
    },
    close: async () => undefined,
  };
  return { asked, executors: new OperationExecutors({ supergraph: SUPERGRAPH, planner }) };
}

describe('an operation', () => {
  it('is planned once, and found without a promise from then on', async () => {
    const { executors, asked } = createFakePlanner();
    const operation = prepare('{ id }');
    const first = executors.find(operation, {});
    expect(first).toBeInstanceOf(Promise);
    const executor = await first;
    expect(executors.find(operation, {})).toBe(executor);
    expect(asked).toEqual(['{id}']);
  });

  it('shares its plan with operations that differ in layout', async () => {
    const { executors, asked } = createFakePlanner();
    const texts = ['{ id }', 'query { id, }', '# id\n{id}', '{ name }', '{ id }'];
    await Promise.all(texts.map(async (text) => executors.find(prepare(text), {})));
    expect(asked).toEqual(['{id}', '{name}']);
  });

  it('is planned without introspection, and not at all when there is nothing else', async () => {
    const { executors, asked } = createFakePlanner();
    await executors.find(prepare('{ __typename __schema { description } }'), {});
    expect(asked).toEqual([]);
    await executors.find(prepare('{ __schema { description } id }'), {});
    expect(asked).toEqual(['{id}']);
  });

  it('is planned with aliases that no field has as its name', async () => {
    const { executors, asked } = createFakePlanner();
    await executors.find(prepare('{ id: name other: name }'), {});
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toMatch(/\bid:/);
    expect(asked[0]).toContain('other:name');
  });

  it('is the chosen one of its document', async () => {
    const { executors, asked } = createFakePlanner();
    await executors.find(prepare('query A { id } query B { name }', 1), {});
    expect(asked[0]).toContain('{name}');
  });

  it('that cannot be planned is planned again the next time', async () => {
    let failures = 1;
    const { executors, asked } = createFakePlanner(() =>
      failures-- > 0 ? new PlanningError('QUERY_PLANNING_TIMEOUT', 'too slow') : undefined,
    );
    const operation = prepare('{ id }');
    await expect(executors.find(operation, {})).rejects.toThrow('too slow');
    await executors.find(operation, {});
    expect(asked).toHaveLength(2);
  });

  it('that is a query has one executor for all values of its conditions', async () => {
    const { executors, asked } = createFakePlanner();
    const operation = prepare('query ($v: Boolean!) { id @skip(if: $v) name @include(if: $v) }');
    const executor = await executors.find(operation, { v: true });
    expect(executors.find(operation, { v: false })).toBe(executor);
    expect(asked).toHaveLength(1);
  });

  it('that is a mutation has an executor for each of the last sixteen values of its conditions', async () => {
    const { executors, asked } = createFakePlanner();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const operation = prepare(
      `mutation (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { change ${names.map((name) => `${name}: change @include(if: $${name})`).join(' ')} }`,
    );
    const combinations = Array.from({ length: 2 ** names.length }, (_, bits) =>
      Object.fromEntries(names.map((name, index) => [name, (bits & (1 << index)) !== 0])),
    );
    const made: unknown[] = [];
    for (const values of combinations) made.push(await executors.find(operation, values));
    expect(new Set(made).size).toBe(32);
    expect(asked).toHaveLength(32);
    for (const [index, values] of combinations.entries()) {
      if (index >= 16) expect(executors.find(operation, values)).toBe(made[index]);
    }

    const again = executors.find(operation, combinations[0] ?? {});
    expect(again).toBeInstanceOf(Promise);
    expect(await again).not.toBe(made[0]);
    expect(asked).toHaveLength(32);
  });

  it('that is a subscription has no plan', () => {
    const { executors, asked } = createFakePlanner();
    expect(() => executors.find(prepare('subscription { id }'), {})).toThrow(PlanningError);
    expect(asked).toEqual([]);
  });
});

describe('warming up', () => {
  it('plans what was used most, but for what is not valid any more', async () => {
    const { executors, asked } = createFakePlanner();
    const activeLabels = new Set<string>();
    await executors.warmUp([
      { document: '{name}', activeLabels },
      { document: '{gone}', activeLabels },
      { document: '{id}', activeLabels },
    ]);
    expect(asked).toEqual(['{name}', '{id}']);
    await executors.find(prepare('{ name }'), {});
    expect(asked).toHaveLength(2);
  });

  it('plans operations ahead, but for what cannot be planned, and stops when it is told to', async () => {
    const { executors, asked } = createFakePlanner();
    const [name, subscription, id] = ['{ name }', 'subscription { id }', '{ id }'].map((text) =>
      prepare(text),
    );
    const signal = new AbortController().signal;
    expect(await executors.planAhead([name!, subscription!], signal)).toBe(1);
    expect(executors.find(name!, {})).not.toBeInstanceOf(Promise);
    expect(asked).toEqual(['{name}']);
    expect(await executors.planAhead([id!], AbortSignal.abort())).toBe(0);
    expect(asked).toEqual(['{name}']);
  });

  it('can be told what was used most', async () => {
    const { executors } = createFakePlanner();
    await executors.find(prepare('{ id }'), {});
    for (const text of ['{ name }', 'query { name }']) await executors.find(prepare(text), {});
    expect(executors.mostUsed(1).map(({ document }) => document)).toEqual(['{name}']);
  });
});
