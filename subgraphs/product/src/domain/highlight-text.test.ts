import { expect, it } from 'vitest';
import { highlightText } from './highlight-text.js';
import { searchWords } from './search-words.js';

const marked = (text: string, typed: string) => {
  const highlight = highlightText(text, searchWords(typed));
  return highlight?.ranges.map(({ start, end }) => highlight.text.slice(start, end));
};

it('marks whole words wherever they are found', () => {
  expect(marked('A 🪑 Chair, two chairs; a chaise', 'chair')).toEqual(['Chair', 'chairs']);
  expect(marked('Ring Binders', 'bindrs ri')).toEqual(['Ring', 'Binders']);
});

it('is null where nothing is found', () => {
  expect(highlightText('Ring Binders', searchWords('chair'))).toBeNull();
  expect(highlightText('', searchWords('chair'))).toBeNull();
  expect(highlightText('Chair', [])).toBeNull();
});

it('shows the part of a long text around what was found, from word to word', () => {
  const text = `${'before it '.repeat(50)}a chair ${'after it '.repeat(50)}chair`;
  const highlight = highlightText(text, searchWords('chair'))!;
  expect(highlight.text.length).toBeLessThanOrEqual(240);
  expect(highlight.text).toMatch(/^(before|it) .* a chair after .* (after|it)$/);
  expect(highlight.ranges.map(({ start, end }) => highlight.text.slice(start, end))).toEqual(['chair']);
});

it('shows a word that alone is longer than what is shown', () => {
  const long = 'x'.repeat(300);
  expect(highlightText(`${'before it '.repeat(50)}${long}`, searchWords(long))?.text).toContain(long);
});
