import { expect, it } from 'vitest';
import { searchWords } from './search-words.js';

const words = (text: string) => searchWords(text).map(({ word }) => word);
const stems = (text: string) => searchWords(text).map(({ stem }) => stem);

it('takes a text apart into words in lower case, without accents', () => {
  expect(words('Café-Stühle, 24" (Black)/XEROX 1967')).toEqual([
    'cafe',
    'stuhle',
    '24',
    'black',
    'xerox',
    '1967',
  ]);
});

it('keeps a word with an apostrophe together', () => {
  expect(words("Children’s O’Neill 'quoted'")).toEqual(['childrens', 'oneill', 'quoted']);
});

it('says where each word stands', () => {
  const text = 'A Chäir,  two';
  expect(searchWords(text).map(({ start, end }) => text.slice(start, end))).toEqual(['A', 'Chäir', 'two']);
});

it('finds the same stem in words of one family', () => {
  expect(stems('chairs binders')).toEqual(stems('Chair binder'));
  expect(stems('X2000 椅子')).toEqual(['x2000', '椅子']);
});

it('finds no words where there are none', () => {
  expect(words(' -- ""')).toEqual([]);
});
