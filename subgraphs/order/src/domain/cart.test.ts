import { describe, expect, it } from 'vitest';
import type { CartLine } from './cart.js';
import { addLine, CartRuleError, mergeLines, removeLine, setLine } from './cart.js';

function line(productId: string, quantity = 1, unitPriceCents = 100): CartLine {
  return { productId, quantity, unitPriceCents };
}

const full = Array.from({ length: 100 }, (_, index) => line(String(index)));

function brokenRule(change: () => unknown): string | null {
  try {
    change();
    return null;
  } catch (error) {
    return error instanceof CartRuleError ? error.rule : null;
  }
}

describe('the rules of carts', () => {
  it('adds pieces to those that are there, at the price of now', () => {
    expect(addLine([line('a', 2, 100), line('b')], line('a', 3, 120))).toEqual([
      line('a', 5, 120),
      line('b'),
    ]);
  });

  it.each([0, -1, 1.5, 1_001, Number.NaN])('refuses %d pieces', (quantity) => {
    expect(brokenRule(() => setLine([], line('a', quantity)))).toBe('QUANTITY');
  });

  it('refuses to add up to more than 1000 pieces', () => {
    expect(addLine([line('a', 999)], line('a'))).toEqual([line('a', 1_000)]);
    expect(brokenRule(() => addLine([line('a', 1_000)], line('a')))).toBe('QUANTITY');
  });

  it('refuses the 101st product, but not more of one of the hundred', () => {
    expect(brokenRule(() => addLine(full, line('new')))).toBe('LINES');
    expect(addLine(full, line('7'))).toHaveLength(100);
  });

  it('refuses a value above ten million', () => {
    expect(brokenRule(() => setLine([], line('a', 1_000, 1_000_001)))).toBe('VALUE');
    expect(setLine([], line('a', 1_000, 1_000_000))).toHaveLength(1);
  });

  it('takes a product out, and changes nothing when it is not in', () => {
    expect(removeLine([line('a'), line('b')], 'a')).toEqual([line('b')]);
    expect(removeLine([line('b')], 'a')).toEqual([line('b')]);
  });
});

describe('mergeLines', () => {
  it('sums quantities up to 1000 and keeps the price of the own line', () => {
    const merged = mergeLines([line('a', 600, 100), line('b')], [line('a', 600, 120), line('c', 2)]);
    expect(merged).toEqual([line('a', 1_000, 100), line('b'), line('c', 2)]);
  });

  it('leaves out what is beyond a hundred products', () => {
    const merged = mergeLines(full.slice(1), [line('new'), line('too much'), line('7', 4)]);
    expect(merged).toHaveLength(100);
    expect(merged).toContainEqual(line('new'));
    expect(merged).toContainEqual(line('7', 5));
  });
});
