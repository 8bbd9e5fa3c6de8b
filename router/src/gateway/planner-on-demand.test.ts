import { describe, expect, it } from 'vitest';
import type { Planner } from '../planner/planner.js';
import { PlannerOnDemand } from './planner-on-demand.js';

const REQUEST = { document: '{a}', activeLabels: new Set<string>() };

function createCounted(fails: () => boolean = () => false) {
  const counts = { started: 0, closed: 0, planned: 0 };
  const planner = new PlannerOnDemand([], async (): Promise<Planner> => {
    counts.started += 1;
    if (fails()) throw new Error('It does not start.');
    return {
      overrideLabels: [],
      plan: async () => {
        counts.planned += 1;
        return { node: null };
      },
      close: async () => void (counts.closed += 1),
    };
  });
  return { planner, counts };
}

describe('a planner on demand', () => {
  it('starts once for all plans, and again after it was closed', async () => {
    const { planner, counts } = createCounted();
    await Promise.all([planner.load(), planner.plan(REQUEST), planner.plan(REQUEST)]);
    expect(counts).toEqual({ started: 1, closed: 0, planned: 2 });
    await planner.close();
    await planner.plan(REQUEST);
    expect(counts).toEqual({ started: 2, closed: 1, planned: 3 });
    await Promise.all([planner.close(), planner.close()]);
    expect(counts.closed).toBe(2);
  });

  it('tries again after a start that failed, and has nothing to close then', async () => {
    let fails = true;
    const { planner, counts } = createCounted(() => fails);
    await expect(planner.load()).rejects.toThrow('It does not start.');
    await planner.close();
    fails = false;
    await planner.plan(REQUEST);
    expect(counts).toEqual({ started: 2, closed: 0, planned: 1 });
  });

  it('closes one that is still starting', async () => {
    const { planner, counts } = createCounted();
    const loading = planner.load();
    await planner.close();
    await loading;
    expect(counts).toEqual({ started: 1, closed: 1, planned: 0 });
  });
});
