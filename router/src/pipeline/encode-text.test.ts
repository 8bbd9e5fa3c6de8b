import { describe, expect, it } from 'vitest';
import { encodeInto, encodeText, maxEncodedLength } from './encode-text.js';

describe('a text in three parts', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['Latin letters', 'größer'],
    ['two-byte letters', 'Produkt – größer'],
    ['pairs of surrogates', '😀'.repeat(1000)],
    ['half a pair', 'a\ud800b'],
    ['megabytes', '–'.repeat(3_000_000)],
  ];

  it.each(cases)('with %s is encoded as it would be in one', (_what, text) => {
    const parts = { start: '{"ä":"', text, end: '"}' };
    const expected = Buffer.from(`{"ä":"${text}"}`);
    expect(encodeText(parts).equals(expected)).toBe(true);

    const memory = Buffer.alloc(maxEncodedLength(parts));
    const size = encodeInto(memory, parts);
    expect(memory.subarray(0, size).equals(expected)).toBe(true);
  });
});
