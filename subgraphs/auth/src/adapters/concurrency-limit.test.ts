import { describe, expect, it } from 'vitest';
import { createConcurrencyLimit } from './concurrency-limit.js';

const limit = (running: number, waiting: number) =>
  createConcurrencyLimit({ running, waiting, overflow: () => new Error('full') });

describe('the concurrency limit', () => {
  it('runs no more tasks at once than it may, in the order they came', async () => {
    const limited = limit(2, 100);
    const started: number[] = [];
    let active = 0;
    let most = 0;
    const task = (index: number) => async () => {
      started.push(index);
      most = Math.max(most, (active += 1));
      await new Promise(setImmediate);
      active -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => limited(task(index))));
    expect(most).toBe(2);
    expect(started).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('passes on results and failures, and goes on after a failure', async () => {
    const limited = limit(1, 1);
    await expect(limited(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await limited(async () => 'well')).toBe('well');
  });

  it('refuses what may not even wait', async () => {
    const limited = limit(1, 1);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const first = limited(() => promise);
    const second = limited(async () => 'second');
    await expect(limited(async () => 'third')).rejects.toThrow('full');
    resolve(undefined);
    await first;
    expect(await second).toBe('second');
  });
});
