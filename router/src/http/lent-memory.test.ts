import { describe, expect, it } from 'vitest';
import { LentMemory, MAX_LENT } from './lent-memory.js';

const MB = 1024 * 1024;

describe('LentMemory', () => {
  it('lends as much as was asked for, or more', () => {
    const memory = new LentMemory();
    for (const size of [0, 1, 64 * 1024, 64 * 1024 + 1, 3 * MB, MAX_LENT]) {
      expect(memory.lend(size).length).toBeGreaterThanOrEqual(size);
    }
  });

  it('lends nothing twice at a time, and again what was given back', () => {
    const memory = new LentMemory();
    const first = memory.lend(1000);
    expect(memory.lend(1000)).not.toBe(first);
    memory.giveBack(first);
    expect(memory.lend(1000)).toBe(first);
  });

  it('looks for a piece that is large enough', () => {
    const memory = new LentMemory();
    const [large, small] = [memory.lend(MB), memory.lend(10)];
    memory.giveBack(large);
    memory.giveBack(small);
    expect(memory.lend(MB)).toBe(large);
  });

  it('keeps no more than 16 MB', () => {
    const memory = new LentMemory();
    const pieces = Array.from({ length: 5 }, () => memory.lend(4 * MB));
    for (const piece of pieces) memory.giveBack(piece);
    const again = new Set(pieces.map(() => memory.lend(4 * MB)));
    expect(pieces.filter((piece) => again.has(piece))).toHaveLength(4);
  });
});
