import type { SearchWord } from './search-words.js';

const DIGIT = /\p{N}/u;

/**
 * How many wrong, missing, additional or exchanged letters a typed word is forgiven: none in short words, which would be
 * like too many others, and none in numbers and model names, where one more is another thing.
 */
export function forgivenMistakes(word: string): 0 | 1 | 2 {
  if (word.length < 4 || DIGIT.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Whether a word of a text is what was typed: the same, of the same family, what it begins, or what it may be meant to be. */
export function isFoundBy(typed: SearchWord, { word, stem }: Omit<SearchWord, 'start' | 'end'>): boolean {
  if (word === typed.word || stem === typed.stem) return true;
  if (typed.word.length >= SHORTEST_BEGINNING && word.startsWith(typed.word)) return true;
  return isLike(typed.word, word);
}

/** Letters that a word's beginning has at least; one letter begins too many. */
export const SHORTEST_BEGINNING = 2;

/** Whether a word may be meant by another one that is misspelt. The first letter is believed. */
export function isLike(typed: string, word: string): boolean {
  const most = forgivenMistakes(typed);
  if (most === 0 || typed[0] !== word[0] || Math.abs(typed.length - word.length) > most) return false;
  return mistakes(typed, word) <= most;
}

/**
 * The least number of letters to change, add, leave out or exchange with their neighbour, to make one word of the other.
 * @see https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance (optimal string alignment)
 */
export function mistakes(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = (last[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      let least = Math.min(changed, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
