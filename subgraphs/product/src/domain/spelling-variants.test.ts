import { expect, it } from 'vitest';
import { isSpelt, variantsOfKnown, variantsOfTyped } from './spelling-variants.js';

const meet = (typed: string, known: string) =>
  !new Set(variantsOfTyped(typed)).isDisjointFrom(new Set(variantsOfKnown(known)));

it.each([
  ['chiar', 'chair'],
  ['ofice', 'office'],
  ['offfice', 'office'],
  ['stappler', 'stapler'],
  ['telefhone', 'telephone'],
  ['swinglnie', 'swingline'],
  ['envelpoess', 'envelopes'],
  ['bnider', 'binder'],
])('%s and %s have one in common', (typed, known) => {
  expect(meet(typed, known)).toBe(true);
});

it('short words that are typed have no other than themselves', () => {
  expect(variantsOfTyped('hon')).toEqual(['hon']);
});

it('words that are not alike have none in common', () => {
  expect(meet('chair', 'table')).toBe(false);
  expect(meet('hair', 'chair')).toBe(false);
});

it('are few, however long the word', () => {
  expect(variantsOfKnown('a'.repeat(3) + 'bcdefghijklmnopqrstuvwxyz').length).toBeLessThan(30);
});

it('are made of letters only', () => {
  expect(['chair', 'стул', 'x2000', 'of', 'a'.repeat(41)].map(isSpelt)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
