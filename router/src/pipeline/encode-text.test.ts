import { describe, expect, it } from 'vitest';
import { encodeText } from './encode-text.js';

describe('a text in three parts', () => {
  it.each([
    ['nothing', ''],
    ['Latin letters', 'größer'],
    ['two-byte letters', 'Produkt – größer'],
    ['pairs of surrogates', '😀'.repeat(1000)],
    ['half a pair', 'a\ud800b'],
    ['more than is kept for encoding', '–'.repeat(3_000_000)],
  ])('with %s is encoded as it would be in one', (_what, text) => {
    const encoded = encodeText('{"ä":"', text, '"}');
    expect(encoded.equals(Buffer.from(`{"ä":"${text}"}`))).toBe(true);
  });

  it('is not changed by what is encoded after it', () => {
    const first = encodeText('a', 'first', 'z');
    encodeText('b', 'later', 'y');
    expect(first.toString()).toBe('afirstz');
  });
});
