import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/seeded-random.js';
import { quoteString } from './quote-string.js';

describe('a quoted string', () => {
  it('is what JSON.stringify gives, for every UTF-16 code unit', () => {
    const different: number[] = [];
    for (let code = 0; code <= 0xffff; code++) {
      const text = `a${String.fromCharCode(code)}b`;
      if (quoteString(text) !== JSON.stringify(text)) different.push(code);
    }
    expect(different).toEqual([]);
  });

  it.each([
    '',
    '"',
    '\\',
    '😀',
    '\ud83d',
    '\ude00\ud83d',
    '\u2028',
    'x'.repeat(40),
    'x'.repeat(41),
    `"${'x'.repeat(50)}\n`,
  ])('is what JSON.stringify gives for %j', (text) => {
    expect(quoteString(text)).toBe(JSON.stringify(text));
  });

  it('is what JSON.stringify gives for texts of all lengths, lone surrogates included', () => {
    const random = seededRandom(1);
    const code = () =>
      random.pick([
        () => 0x20 + random.below(0x60),
        () => random.below(0x20),
        () => 0xd800 + random.below(0x800),
        () => random.below(0x10000),
        () => random.pick([0x22, 0x5c, 0x2f, 0x7f, 0x2028, 0xfeff]),
      ])();
    for (let round = 0; round < 20_000; round++) {
      const plain = random.chance(0.5);
      const length = random.below(60);
      const codes = Array.from({ length }, () => (plain ? 0x20 + random.below(0x60) : code()));
      const text = String.fromCharCode(...codes);
      if (quoteString(text) !== JSON.stringify(text)) expect(quoteString(text)).toBe(JSON.stringify(text));
    }
  });
});
