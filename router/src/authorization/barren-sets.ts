import type { FieldNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { isConditional, isExcluded } from './conditions.js';

/**
 * The selection sets of which nothing is left, whatever the variables are: all of it is refused. Then an error tells so
 * whenever the set is asked for, and there is no reason to fetch what it is selected on.
 */
export class BarrenSets {
  /** Those that have been found so far. */
  readonly found = new Set<SelectionSetNode>();
  readonly #known = new Map<SelectionSetNode, boolean>();

  constructor(
    private readonly refused: ReadonlySet<FieldNode>,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  has(set: SelectionSetNode): boolean {
    let isBarren = this.#known.get(set);
    if (isBarren === undefined) {
      const asked = set.selections.filter((selection) => !isExcluded(selection));
      isBarren = asked.length > 0 && asked.every((selection) => this.#isBarren(selection));
      this.#known.set(set, isBarren);
      if (isBarren) this.found.add(set);
    }
    return isBarren;
  }

  #isBarren(selection: SelectionNode): boolean {
    if (isConditional(selection)) return false;
    switch (selection.kind) {
      case Kind.FIELD:
        if (this.refused.has(selection)) return true;
        return selection.selectionSet !== undefined && this.has(selection.selectionSet);
      case Kind.INLINE_FRAGMENT:
        return this.has(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD: {
        const fragment = this.fragments.get(selection.name.value);
        return fragment !== undefined && this.has(fragment.selectionSet);
      }
    }
  }
}
