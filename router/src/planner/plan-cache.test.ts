import { describe, expect, it } from 'vitest';
import type { CachedOperation } from './plan-cache.js';
import { createPlanCache } from './plan-cache.js';
import type { PlanRequest } from './planner.js';
import type { QueryPlan } from './query-plan.js';

const op = (document: string, ...labels: string[]): CachedOperation => ({
  document,
  activeLabels: new Set(labels),
});

/** A cache over a planner that answers when it is told to. */
function createCache(maxEntries?: number) {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  let failure: Error | undefined;
  const cache = createPlanCache({
    planner: {
      plan: ({ document }: PlanRequest) => {
        asked.push(document);
        return new Promise<QueryPlan>((resolve, reject) => {
          const fault = failure;
          answers.push(() => {
            if (fault === undefined) resolve({ node: null });
            else reject(fault);
          });
        });
      },
    },
    compile: (plan, operation) => ({ plan, of: operation.document }),
    maxEntries,
  });
  const answer = () => {
    for (const send of answers.splice(0)) send();
  };
  const loadNow = async (operation: CachedOperation) => {
    const loading = cache.load(operation);
    answer();
    return loading;
  };
  return { cache, asked, answer, loadNow, failWith: (error?: Error) => (failure = error) };
}

describe('the plan cache', () => {
  it('plans an operation once and gives what was compiled of it again', async () => {
    const { cache, asked, loadNow } = createCache();
    expect(cache.get(op('{a}'))).toBeUndefined();
    const first = await loadNow(op('{a}'));
    expect(first).toEqual({ plan: { node: null }, of: '{a}' });
    expect(await cache.load(op('{a}'))).toBe(first);
    expect(cache.get(op('{a}'))).toBe(first);
    expect(asked).toEqual(['{a}']);
  });

  it('shares a planning among the requests that come while it is under way', async () => {
    const { cache, asked, answer } = createCache();
    const both = [cache.load(op('{a}')), cache.load(op('{a}'))];
    answer();
    const [one, two] = await Promise.all(both);
    expect(one).toBe(two);
    expect(asked).toHaveLength(1);
  });

  it('keeps plans for different sets of override labels apart, whatever their order', async () => {
    const { cache, asked, loadNow } = createCache();
    await loadNow(op('{a}'));
    await loadNow(op('{a}', 'x', 'y'));
    await loadNow(op('{a}', 'y', 'x'));
    await loadNow(op('{a}', 'x'));
    expect(asked).toHaveLength(3);
    expect(cache.size).toBe(3);
  });

  it('tells a failure to all who wait, and plans anew for the next', async () => {
    const { cache, asked, answer, loadNow, failWith } = createCache();
    failWith(new Error('no plan'));
    const both = [cache.load(op('{a}')), cache.load(op('{a}'))];
    answer();
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failWith(undefined);
    expect(await loadNow(op('{a}'))).toMatchObject({ of: '{a}' });
    expect(asked).toHaveLength(2);
  });

  it('forgets what was not used for the longest time', async () => {
    const { cache, loadNow } = createCache(2);
    await loadNow(op('{a}'));
    await loadNow(op('{b}'));
    cache.get(op('{a}'));
    await loadNow(op('{c}'));
    expect(cache.size).toBe(2);
    expect(cache.get(op('{b}'))).toBeUndefined();
    expect(cache.get(op('{a}'))).toBeDefined();
  });

  it('names the operations with the most uses, and loads them into another cache, faults left out', async () => {
    const { cache, loadNow } = createCache();
    for (const name of ['a', 'b', 'c']) await loadNow(op(`{${name}}`));
    for (let use = 0; use < 3; use += 1) cache.get(op('{c}'));
    cache.get(op('{b}'));
    const most = cache.mostUsed(2);
    expect(most.map(({ document }) => document)).toEqual(['{c}', '{b}']);

    const planned: string[] = [];
    const next = createPlanCache({
      planner: {
        plan: async ({ document }) => {
          planned.push(document);
          if (document === '{c}') throw new Error('the field is gone');
          return { node: null };
        },
      },
      compile: (plan) => plan,
    });
    await next.warmUp(most);
    expect(planned).toEqual(['{c}', '{b}']);
    expect(next.size).toBe(1);
  });
});
