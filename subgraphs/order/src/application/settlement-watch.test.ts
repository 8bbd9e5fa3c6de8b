import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSettlementWatch } from './settlement-watch.js';

function fail(error: unknown): never {
  throw error;
}

describe('the settlement watch', () => {
  it('lets go at once when the order settles in this process', async () => {
    const watch = createSettlementWatch({
      findSettled: () => Promise.resolve([]),
      interval: 10_000,
      onError: fail,
    });
    const start = performance.now();
    const waiting = Promise.all([watch.wait('a', 5_000), watch.wait('a', 5_000)]);
    watch.announce(['b', 'a']);
    await waiting;
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('finds out by looking when it settles in another process, with one look for all who wait', async () => {
    const looks: (readonly string[])[] = [];
    const watch = createSettlementWatch({
      findSettled: async (ids) => {
        looks.push(ids);
        return Promise.resolve(ids);
      },
      interval: 20,
      onError: fail,
    });
    await Promise.all([watch.wait('a', 5_000), watch.wait('b', 5_000)]);
    expect(looks).toEqual([['a', 'b']]);
    await delay(60);
    expect(looks).toHaveLength(1);
  });

  it('waits no longer than it was told, also while looking fails', async () => {
    const errors: unknown[] = [];
    const watch = createSettlementWatch({
      findSettled: () => Promise.reject(new Error('away')),
      interval: 10,
      onError: (error) => errors.push(error),
    });
    await watch.wait('a', 50);
    expect(errors.length).toBeGreaterThan(0);
  });

  it('lets everybody go when it is closed', async () => {
    const watch = createSettlementWatch({ findSettled: () => Promise.resolve([]), onError: fail });
    const waiting = watch.wait('a', 60_000);
    watch.close();
    await waiting;
  });
});
