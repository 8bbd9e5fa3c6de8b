import { forgivenMistakes } from './word-likeness.js';

/** Words that can be misspelt: letters of any script, three of them or more, and no more than words have. */
const SPELT = /^\p{L}{3,40}$/u;

/** Words differ in their beginnings: what is left out of more letters than these tells little and costs much. */
const LETTERS = 7;

export function isSpelt(word: string): boolean {
  return SPELT.test(word);
}

/**
 * The beginning of a word with so many of its letters left out, and fewer. Two words that differ by so many mistakes have one
 * of these in common (symmetric deletes, https://github.com/wolfgarbe/SymSpell), so an index of them finds the few words
 * that are worth comparing. The first letter is never left out, since it is believed.
 */
export function spellingVariants(word: string, leftOut: number): readonly string[] {
  const variants = new Set([word.slice(0, LETTERS)]);
  let latest: readonly string[] = [...variants];
  for (let left = leftOut; left > 0; left--) {
    latest = latest.flatMap((variant) =>
      Array.from(variant.slice(1), (_, index) => variant.slice(0, index + 1) + variant.slice(index + 2)),
    );
    for (const variant of latest) variants.add(variant);
  }
  return [...variants];
}

/** The variants of a word of the catalogue: for the longest misspelling that may mean it. */
export function variantsOfKnown(word: string): readonly string[] {
  return spellingVariants(word, word.length < LONG ? 1 : 2);
}

/** The variants of a word as it was typed. */
export function variantsOfTyped(word: string): readonly string[] {
  return spellingVariants(word, forgivenMistakes(word));
}

/** A shorter word than this one is meant by none that two mistakes are forgiven. */
const LONG = 6;
