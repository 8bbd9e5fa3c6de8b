import { describe, expect, it } from 'vitest';
import { WeightedCache } from './weighted-cache.js';

describe('a weighted cache', () => {
  it('drops what was used longest ago when it gets too heavy', () => {
    const cache = new WeightedCache<number>(10);
    cache.set('a', 1, 4);
    cache.set('b', 2, 4);
    cache.get('a');
    cache.set('c', 3, 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  it('drops as many as the newest needs', () => {
    const cache = new WeightedCache<number>(10);
    for (const key of ['a', 'b', 'c']) cache.set(key, 1, 3);
    cache.set('d', 2, 9);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([undefined, undefined, undefined, 2]);
  });

  it('counts a replaced entry once', () => {
    const cache = new WeightedCache<number>(10);
    cache.set('a', 1, 5);
    for (let turn = 0; turn < 10; turn += 1) cache.set('b', turn, 5);
    expect(cache.get('a')).toBe(1);
  });

  it('does not keep what is heavier than all of it, nor an older value in its place', () => {
    const cache = new WeightedCache<number>(10);
    cache.set('a', 1, 1);
    cache.set('a', 2, 11);
    expect(cache.get('a')).toBeUndefined();
  });
});
