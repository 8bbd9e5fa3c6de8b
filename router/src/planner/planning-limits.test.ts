import { monitorEventLoopDelay } from 'node:perf_hooks';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import { createApolloPlanner } from './apollo-planner.js';
import type { HostedPlanner } from './hosted-planner.js';
import { createRustPlanner } from './rust-planner.js';

const SUBGRAPHS = 6;
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

/** Every subgraph can resolve nearly everything, so that there are very many ways to plan a deep operation. */
const { supergraphSdl = '', errors } = composeServices(
  Array.from({ length: SUBGRAPHS }, (_, index) => {
    const next = (index + 1) % SUBGRAPHS;
    return {
      name: `s${index}`,
      url: `http://s${index}`,
      typeDefs: parse(`${LINK}
        type Query { n: N @shareable }
        type N @key(fields: "id") @key(fields: "k${index}") {
          id: ID! @shareable
          k${index}: ID! @shareable
          k${next}: ID! @shareable
          a: N @shareable
          b: N @shareable
          c: N @shareable
          x${index}: Int
        }`),
    };
  }),
);
if (errors !== undefined) throw new AggregateError(errors, String(errors));
const supergraph = loadSupergraph(supergraphSdl);

const LEAVES = Array.from({ length: SUBGRAPHS }, (_, index) => `x${index}`).join(' ');
const below = (depth: number): string =>
  depth === 0 ? LEAVES : `x0 a { ${below(depth - 1)} } b { ${below(depth - 1)} } c { ${below(depth - 1)} }`;
/** It takes the Rust planner some seconds, Apollo's one, which refuses the next larger one for its size. */
const HEAVY = `{ n { ${below(6)} } }`;
const LIGHT = '{ n { x0 } }';

const FACTORIES = { rust: createRustPlanner, apollo: createApolloPlanner };

const closings: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closings.map((close) => close())));

async function start(name: keyof typeof FACTORIES, timeLimit: number): Promise<HostedPlanner> {
  const planner = FACTORIES[name]({ supergraph, timeLimit });
  closings.push(() => planner.close());
  await planner.load();
  return planner;
}

const plan = (planner: HostedPlanner, document: string, signal?: AbortSignal) =>
  planner.plan({ document, activeLabels: new Set(), signal });

async function elapsed(promise: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await promise;
  return performance.now() - began;
}

describe.each(['rust', 'apollo'] as const)('the %s planner', (name) => {
  const timeLimit = name === 'rust' ? 1_000 : 300;

  it('gives up an operation that takes too long, and plans the next', async () => {
    const planner = await start(name, timeLimit);
    const refusal = expect(plan(planner, HEAVY)).rejects.toMatchObject({
      name: 'PlanningError',
      code: 'QUERY_PLANNING_TIMEOUT',
      message: `The operation was not planned within ${timeLimit} ms.`,
    });
    const took = await elapsed(refusal);
    expect(took).toBeGreaterThan(timeLimit - 20);
    expect(took).toBeLessThan(timeLimit + 2_000);
    // The thread has to start anew first, which may take longer than the limit.
    await vi.waitFor(async () => {
      expect((await plan(planner, LIGHT)).node?.kind).toBe('RootFetch');
    }, 10_000);
  });

  it('leaves the event loop free while it plans', async () => {
    const planner = await start(name, timeLimit);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await Promise.allSettled([plan(planner, HEAVY), plan(planner, HEAVY)]);
    delay.disable();
    // In the median, as other processes want the processor too.
    expect(delay.percentile(50) / 1e6).toBeLessThan(5);
  });

  it('stops waiting when the caller does', async () => {
    const planner = await start(name, 5_000);
    const impatient = AbortSignal.timeout(100);
    expect(
      await elapsed(expect(plan(planner, HEAVY, impatient)).rejects.toMatchObject({ name: 'TimeoutError' })),
    ).toBeLessThan(1_500);
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(plan(planner, LIGHT, gone)).rejects.toThrow('gone');
  });

  it('refuses what it was asked when it is closed', async () => {
    const planner = await start(name, 5_000);
    const refusals = [HEAVY, LIGHT].map((document) =>
      expect(plan(planner, document)).rejects.toMatchObject({ code: 'QUERY_PLANNING_FAILED' }),
    );
    // The light one may be planned beside the heavy one; what counts is that neither hangs.
    await planner.close();
    await Promise.allSettled(refusals);
    await expect(plan(planner, LIGHT)).rejects.toThrow('The planner is closed.');
  });
});

describe('the Rust planner under a flood of heavy operations', () => {
  it('plans light ones soon, and refuses the heavy ones for which there is no lane', async () => {
    const planner = await start('rust', 4_000);
    const heavy = Promise.allSettled(Array.from({ length: 8 }, () => plan(planner, HEAVY)));
    expect(await elapsed(plan(planner, LIGHT))).toBeLessThan(3_500);
    const codes = (await heavy).map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'planned',
    );
    expect(codes.filter((code) => code === 'QUERY_PLANNING_TIMEOUT').length).toBeGreaterThanOrEqual(2);
    expect(codes).toContain('QUERY_PLANNING_OVERLOADED');
  });

  it('refuses more than a thousand that wait', async () => {
    const planner = createRustPlanner({ supergraph });
    closings.push(() => planner.close());
    const all = Array.from({ length: 1_005 }, () => plan(planner, LIGHT));
    const settled = Promise.allSettled(all);
    for (const refused of all.slice(-5)) {
      await expect(refused).rejects.toMatchObject({ code: 'QUERY_PLANNING_OVERLOADED' });
    }
    await planner.close();
    const codes = (await settled).map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'planned',
    );
    expect(codes.filter((code) => code === 'QUERY_PLANNING_OVERLOADED')).toHaveLength(5);
  });
});
