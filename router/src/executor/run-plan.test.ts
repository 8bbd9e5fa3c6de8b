import { describe, expect, it } from 'vitest';
import { compilePlan } from './compile-plan.js';
import { createExecutionState } from './execution-state.js';
import type { FetchPort } from './fetch-port.js';
import { runPlan } from './run-plan.js';
import type { PlanNode } from '../planner/query-plan.js';
import { parallel, rootFetch, sequence } from '../testing/test-plan.js';
import { testTypes } from '../testing/test-types.js';

const { types } = testTypes('type Query { n: Int } type Mutation { n: Int }');

interface RunOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Called with each subgraph's name before it answers; what it throws is thrown in place of the answer. */
  readonly beforeAnswer?: (subgraph: string) => void;
  readonly isAbandoned?: () => boolean;
}

/** Runs a plan; tells when requests began and ended, and what failed. */
async function run(
  node: PlanNode,
  { variables = {}, beforeAnswer, isAbandoned = () => false }: RunOptions = {},
) {
  const events: string[] = [];
  const port: FetchPort = {
    async send(subgraph) {
      events.push(`+${subgraph}`);
      await new Promise((resolve) => setImmediate(resolve));
      beforeAnswer?.(subgraph);
      events.push(`-${subgraph}`);
      return { kind: 'result', httpStatus: 200, result: { data: { n: 1 } } };
    },
    reportedError: (_subgraph, { message }) => ({ message }),
    failure: (subgraph, error) => ({ message: `${subgraph}: ${String(error)}` }),
  };
  const compiled = compilePlan({ node }, types);
  const state = createExecutionState(compiled.placed.slots, {});
  await runPlan(compiled.placed.node!, { compiled, state, port, types, variables, isAbandoned });
  return { events: events.join(' '), errors: state.errors.map(({ error }) => error.message) };
}

const fetch = (subgraph: string) => rootFetch(subgraph, '{ n }');
const condition = (variable: string, ifTrue: PlanNode | null, ifFalse: PlanNode | null): PlanNode => ({
  kind: 'Condition',
  variable,
  ifTrue,
  ifFalse,
});

describe('a plan', () => {
  it('runs a sequence one after the other', async () => {
    expect(await run(sequence(fetch('a'), fetch('b'), fetch('c')))).toEqual({
      events: '+a -a +b -b +c -c',
      errors: [],
    });
  });

  it('runs what is parallel at the same time, and goes on when all of it has ended', async () => {
    const { events } = await run(
      sequence(parallel(fetch('a'), sequence(fetch('b'), fetch('c'))), fetch('d')),
    );
    expect(events).toBe('+a +b -a -b +c -c +d -d');
  });

  it('runs the branch that a condition names', async () => {
    const node = condition('v', fetch('a'), fetch('b'));
    expect((await run(node, { variables: { v: true } })).events).toBe('+a -a');
    expect((await run(node, { variables: { v: false } })).events).toBe('+b -b');
    expect((await run(node)).events).toBe('+b -b');
    expect((await run(condition('v', null, fetch('b')), { variables: { v: true } })).events).toBe('');
    expect((await run(condition('v', fetch('a'), null))).events).toBe('');
  });

  it('takes no inherited property for a condition that holds', async () => {
    for (const variable of ['constructor', '__proto__', 'toString']) {
      expect((await run(condition(variable, fetch('a'), fetch('b')))).events).toBe('+b -b');
    }
  });

  it('goes on after a fetch that failed', async () => {
    const beforeAnswer = (subgraph: string) => {
      if (subgraph === 'a') throw new Error('No route.');
    };
    expect(await run(sequence(fetch('a'), fetch('b')), { beforeAnswer })).toEqual({
      events: '+a +b -b',
      errors: ['a: Error: No route.'],
    });
  });

  it.each([
    ['a text', 'a text'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { not: 'an error' }],
  ])('goes on after a fetch that failed with %s in place of an error', async (_what, thrown: unknown) => {
    const beforeAnswer = (subgraph: string) => {
      if (subgraph === 'b') throw thrown;
    };
    const { events, errors } = await run(parallel(fetch('a'), fetch('b')), { beforeAnswer });
    expect({ events, errors }).toEqual({ events: '+a +b -a', errors: [`b: ${String(thrown)}`] });
  });

  it('leaves undone what nobody waits for any more', async () => {
    let abandoned = false;
    const beforeAnswer = (subgraph: string) => {
      abandoned ||= subgraph === 'b';
    };
    const { events, errors } = await run(sequence(fetch('a'), fetch('b'), fetch('c'), parallel(fetch('d'))), {
      beforeAnswer,
      isAbandoned: () => abandoned,
    });
    expect({ events, errors }).toEqual({ events: '+a -a +b -b', errors: [] });
  });
});

it('a compiled plan can run many times, at once and one after the other', async () => {
  const compiled = compilePlan({ node: fetch('a') }, types);
  const once = async (n: number) => {
    const state = createExecutionState(compiled.placed.slots, {});
    await runPlan(compiled.placed.node!, {
      compiled,
      state,
      port: {
        send: async () => ({ kind: 'result', httpStatus: 200, result: { data: { n } } }),
        reportedError: (_subgraph, error) => error,
        failure: () => ({ message: 'failed' }),
      },
      types,
      variables: {},
      isAbandoned: () => false,
    });
    return state.entities[0];
  };
  expect(await Promise.all([once(1), once(2)])).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  expect(await once(3)).toEqual([{ n: 3 }]);
});
