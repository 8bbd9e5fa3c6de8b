/** Words that spelling is put right in: letters of any script, three of them or more, and no more than words have. */
const SPELT = /^\p{L}{3,40}$/u;

/** Words differ in their beginnings, so that what is left out of more letters than these tells little and costs much. */
const LETTERS = 7;

/** Whether a word can be misspelt at all. Numbers and model names are typed right, or are others. */
export function isSpelt(word: string): boolean {
  return SPELT.test(word);
}

/** How many mistakes a word of this length may have. */
export function allowedMistakes(word: string): 0 | 1 | 2 {
  if (word.length < 3) return 0;
  return word.length < 6 ? 1 : 2;
}

/**
 * The beginning of a word with as many of its letters left out as it may have mistakes. A word and a misspelt one have such
 * a beginning in common (symmetric deletes, https://github.com/wolfgarbe/SymSpell), so an index of them finds the few
 * words worth comparing.
 */
export function spellingVariants(word: string): readonly string[] {
  const variants = new Set([word.slice(0, LETTERS)]);
  let latest: readonly string[] = [...variants];
  for (let mistakes = allowedMistakes(word); mistakes > 0; mistakes--) {
    latest = latest.flatMap((variant) =>
      Array.from(variant, (_, index) => variant.slice(0, index) + variant.slice(index + 1)),
    );
    for (const variant of latest) variants.add(variant);
  }
  return [...variants];
}
