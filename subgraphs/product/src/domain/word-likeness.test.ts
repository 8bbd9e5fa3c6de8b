import { expect, it } from 'vitest';
import { searchWords } from './search-words.js';
import { forgivenMistakes, isFoundBy, isLike, mistakes } from './word-likeness.js';

it.each([
  ['chair', 'chair', 0],
  ['chiar', 'chair', 1],
  ['ofice', 'office', 1],
  ['stappler', 'stapler', 1],
  ['telefhone', 'telephone', 1],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
])('counts the mistakes between %s and %s as %i', (one, other, count) => {
  expect(mistakes(one, other)).toBe(count);
  expect(mistakes(other, one)).toBe(count);
});

it('forgives more in longer words, and nothing in short ones and in numbers', () => {
  expect(['pen', 'desk', 'staples', 'binders1', 'cardboard', 'x2000'].map(forgivenMistakes)).toEqual([
    0, 1, 1, 0, 2, 0,
  ]);
  expect(isLike('dsek', 'desk')).toBe(true);
  expect(isLike('dsk', 'desk')).toBe(false);
  expect(isLike('esk', 'desk')).toBe(false);
  expect(isLike('hair', 'chair')).toBe(false);
});

it.each([
  ['chairs', 'Chair', true],
  ['offi', 'Office', true],
  ['o', 'Office', false],
  ['office', 'Offi', false],
  ['x2001', 'X2000', false],
])('of %s finds %s: %s', (typed, text, found) => {
  const [word] = searchWords(typed);
  const [other] = searchWords(text);
  expect(isFoundBy(word!, other!)).toBe(found);
});
