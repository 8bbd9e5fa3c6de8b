import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/seeded-random.js';
import { hasLongInteger } from './has-long-integer.js';

const EXPECTED = /\d{16}/;

describe('a run of sixteen digits', () => {
  it.each([
    ['', false],
    ['123456789012345', false],
    ['1234567890123456', true],
    ['-1234567890123456', true],
    ['12345678.90123456', false],
    ['{"id":12345678901234567890}', true],
    ['{"a":[123456789012345,123456789012345]}', false],
  ])('in %j: %s', (text, expected) => {
    expect(hasLongInteger(text)).toBe(expected);
  });

  it('is found wherever in a text it lies, and fifteen digits are not', () => {
    for (let before = 0; before <= 40; before++) {
      for (const after of [0, 1, 15, 16, 17]) {
        for (const length of [15, 16, 17, 31, 32]) {
          const text = 'x'.repeat(before) + '7'.repeat(length) + 'x'.repeat(after);
          expect([text, hasLongInteger(text)]).toEqual([text, length >= 16]);
        }
      }
    }
  });

  it('is found in the same texts as by a regular expression', () => {
    const random = seededRandom(2);
    let found = 0;
    for (let round = 0; round < 20_000; round++) {
      let text = '';
      const parts = random.below(12);
      for (let part = 0; part < parts; part++) {
        text += random.pick(['"id":', '/:', '٣', '-', '.', ' ', 'é😀']);
        const digits = random.below(20);
        for (let digit = 0; digit < digits; digit++) text += String(random.below(10));
      }
      if (EXPECTED.test(text)) found++;
      if (hasLongInteger(text) !== EXPECTED.test(text)) {
        expect([text, hasLongInteger(text)]).toEqual([text, EXPECTED.test(text)]);
      }
    }
    expect(found).toBeGreaterThan(1_000);
    expect(found).toBeLessThan(19_000);
  });
});
