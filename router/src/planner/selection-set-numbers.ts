import type { SelectionSetNode } from 'graphql';

/** Gives each selection set a number, by which what is made of several of them can be found again. */
export class SelectionSetNumbers {
  readonly #numbers = new Map<SelectionSetNode, number>();

  /** Equal for the same sets in the same order. */
  keyOf(selectionSets: readonly SelectionSetNode[]): string {
    return selectionSets.map((selectionSet) => this.#numberOf(selectionSet)).join();
  }

  #numberOf(selectionSet: SelectionSetNode): number {
    let number = this.#numbers.get(selectionSet);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(selectionSet, number);
    }
    return number;
  }
}
